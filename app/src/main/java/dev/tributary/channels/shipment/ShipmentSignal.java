package dev.tributary.channels.shipment;

import dev.tributary.channels.telling.TellingSignal;
import org.springframework.stereotype.Component;

/** Wakes this node's lanes: a parcel may have left. */
@Component
class ShipmentSignal extends TellingSignal {}
