package dev.tributary.channels.till;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** What a till calls a transaction of its own: the natural key of a sale, and of a return. */
record TillReceipt(String store, String workstation, String sequence, LocalDate businessDay) {

    static TillReceipt of(XmlElement transaction) {
        return new TillReceipt(
                PosLogValues.key(transaction, "RetailStoreID"),
                PosLogValues.key(transaction, "WorkstationID"),
                PosLogValues.key(transaction, "SequenceNumber"),
                PosLogValues.businessDay(transaction));
    }

    /** The transaction a link names; empty when it names none, for what is linked to has to be whole. */
    static Optional<TillReceipt> linked(XmlElement link, String ownStore) {
        var store = link.textOf("RetailStoreID")
                .or(() -> link.first("BusinessUnit").flatMap(unit -> unit.textOf("UnitID")))
                .orElse(ownStore);
        var day = link.textOf("BusinessDayDate")
                .or(() -> link.first("BusinessDayDate").flatMap(date -> date.textOf("Date")));
        var workstation = link.textOf("WorkstationID");
        var sequence = link.textOf("SequenceNumber");
        if (day.isEmpty() || workstation.isEmpty() || sequence.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TillReceipt(store, workstation.get(), sequence.get(), LocalDate.parse(day.get())));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }
}
