package dev.tributary.openapi.subscriptions;

import dev.tributary.journal.Signal;
import org.springframework.stereotype.Component;

/** Wakes the lanes of this node: there may be something to carry. */
@Component
class LaneSignal extends Signal {}
