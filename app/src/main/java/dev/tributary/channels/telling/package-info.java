/**
 * What platforms must hear once each, such as answers to orders and shipments: a lane per channel tells it within the
 * channel's own budget, tries again by the schedule, and parks what nobody takes.
 */
@NullMarked
package dev.tributary.channels.telling;

import org.jspecify.annotations.NullMarked;
