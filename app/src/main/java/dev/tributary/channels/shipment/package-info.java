/**
 * Shipments: the platform of an order hears which of its goods left with which carrier and waybill. The journal says what
 * left, a lane per channel tells it within the channel's own budget until the platform holds it too.
 */
@NullMarked
package dev.tributary.channels.shipment;

import org.jspecify.annotations.NullMarked;
