package dev.tributary.openapi.lots;

import dev.tributary.inventory.LotLevel;
import dev.tributary.inventory.LotName;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Shape;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How lots are told, and shown. */
public final class LotShapes {

    private LotShapes() {}

    /** For the API document: nobody makes one. */
    @Shape("ToldLot")
    public record Told(
            @Member(charactersMin = 1, charactersMax = LotName.NUMBER_LENGTH_MAX)
            String number,

            @Member(says = "A date told before stays where absent, and is replaced where given.")
            Optional<LocalDate> producedOn,

            @Member(says = "The last day on which it is good.")
            Optional<LocalDate> expiresOn) {}

    @Shape("StockLot")
    public record Lot(
            @Member(says = "Empty for what came without one.")
            String number,

            Optional<LocalDate> producedOn,
            Optional<LocalDate> expiresOn,

            @Member(
                    says =
                            "May be sold, or is promised; below zero only of what came without a number: it left, and no lot had it.")
            long onHand,

            @Member(says = "Promised to lines that were shown this lot.")
            long pinned,

            @Member(says = "Here, but too near its end to be sold: held as `EXPIRED`, not on hand.")
            long blocked,

            @Member(says = "Pinned and no longer here.") long unitsShort) {

        public static Lot of(LotLevel lot) {
            return new Lot(
                    lot.number(),
                    lot.producedOn(),
                    lot.expiresOn(),
                    lot.onHand(),
                    lot.pinned(),
                    lot.blocked(),
                    lot.unitsShort());
        }
    }

    @Shape("ExpiringLot")
    record Expiring(
            String sku,
            String node,
            String number,
            Optional<LocalDate> producedOn,
            LocalDate expiresOn,

            @Member(says = "From today, by the merchant's zone, to the day it expires; below zero once it has.")
            long daysLeft,

            long onHand,
            long pinned,
            long blocked) {

        static Expiring of(LotLevel lot, String sku, String node, LocalDate today) {
            var expiresOn = lot.expiresOn().orElseThrow();
            return new Expiring(
                    sku,
                    node,
                    lot.number(),
                    lot.producedOn(),
                    expiresOn,
                    ChronoUnit.DAYS.between(today, expiresOn),
                    lot.onHand(),
                    lot.pinned(),
                    lot.blocked());
        }
    }

    /** For the API document: nobody makes one. */
    record Asked(
            @Member(says = "Those that expire before this day; 30 days from today where absent.")
            Optional<LocalDate> expiresBefore,

            @Member(says = "A node's code.") Optional<String> node) {}
}
