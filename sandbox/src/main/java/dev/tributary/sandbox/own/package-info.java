/**
 * What a merchant's own systems say to {@code /v1} and hear of it: tills by JSON and POSLog, an app, signed news. The
 * demo and the proof of channels both speak these words.
 */
@NullMarked
package dev.tributary.sandbox.own;

import org.jspecify.annotations.NullMarked;
