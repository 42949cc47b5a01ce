/**
 * News to whoever subscribed, signed as Standard Webhooks. In the transaction of the journal's cursor each event becomes
 * a delivery per subscription; then the node that holds a subscription's lease carries them, each subscription in a lane
 * of its own, so one dead receiver delays no other.
 */
@NullMarked
package dev.tributary.openapi.subscriptions;

import org.jspecify.annotations.NullMarked;
