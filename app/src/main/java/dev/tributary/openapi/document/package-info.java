/**
 * {@code GET /openapi.json}: the public doors as an OpenAPI 3.1 document, made from the handlers that are mapped, their
 * {@code @Needs} and their {@code @Contract}, and the news to subscribers as its webhooks, made from the types of events
 * that can be subscribed to. Made when it is first asked for, so it costs a start nothing.
 */
@NullMarked
package dev.tributary.openapi.document;

import org.jspecify.annotations.NullMarked;
