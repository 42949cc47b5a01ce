package dev.tributary.openapi.subscriptions;

import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import java.util.List;
import java.util.Optional;

/** What the door reads as a tree, for the API document: nobody makes one. */
final class SubscriptionShapes {

    private SubscriptionShapes() {}

    @Shape("NewSubscription")
    record NewSubscription(
            @Member(
                    charactersMin = 1,
                    charactersMax = Addresses.URL_LENGTH_MAX,
                    says = "Called by Standard Webhooks; https, and outside the hub's own network.")
            String url,

            @Member(
                    itemsMin = 1,
                    itemsMax = Subscription.TYPES_MAX,
                    charactersMax = SubscriptionDoor.TYPE_LENGTH_MAX,
                    says = "Types of events such as `order.placed.v1`, or beginnings of some that end in `*`.")
            List<String> types) {}

    @Shape("MadeSubscription")
    record Made(
            String id,

            @Member(says = "The key of the signature, shown once; a replay is without it.")
            Optional<String> secret) {}
}
