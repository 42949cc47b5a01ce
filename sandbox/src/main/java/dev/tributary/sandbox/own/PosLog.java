package dev.tributary.sandbox.own;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** A till's journal as an OMG/NRF-ARTS POSLog, in the shape of the public NCR sample; its voids as the hub documents them. */
public final class PosLog {

    private static final String NAMESPACE = "http://www.nrf-arts.org/IXRetail/namespace/";

    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<POSLog xmlns=\"")
            .append(NAMESPACE)
            .append("\">\n");

    public PosLog sold(TillSale sale) {
        String local = begin(sale.receipt(), sale.soldAt());
        xml.append("<RetailTransaction Version=\"2.1\">");
        element("ReceiptDateTime", local);
        int line = 0;
        for (Item item : sale.items()) {
            saleLine(++line, item);
        }
        tenderLine(++line, sale.total());
        xml.append("<Total TotalType=\"TransactionGrandAmount\">")
                .append(yuan(sale.total()))
                .append("</Total>");
        return end();
    }

    /** The transaction of this receipt is called off. */
    public PosLog voided(Receipt sale, OffsetDateTime at) {
        begin(sale, at);
        xml.append("<RetailTransaction Version=\"2.1\" TransactionStatus=\"PostVoided\">");
        return end();
    }

    /** A transaction of its own says that another never was. */
    public PosLog voided(Receipt sale, Receipt own, OffsetDateTime at) {
        begin(own, at);
        xml.append("<RetailTransaction Version=\"2.1\"><TransactionLink ReasonCode=\"Void\">");
        name(sale);
        xml.append("</TransactionLink>");
        return end();
    }

    public byte[] bytes() {
        return (xml + "</POSLog>\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the till's own time. */
    private String begin(Receipt receipt, OffsetDateTime at) {
        String local = at.toLocalDateTime().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_DATE_TIME);
        xml.append("<Transaction>");
        name(receipt);
        element("EndDateTime", local);
        element("CurrencyCode", "CNY");
        return local;
    }

    private PosLog end() {
        xml.append("</RetailTransaction></Transaction>\n");
        return this;
    }

    private void name(Receipt receipt) {
        element("RetailStoreID", receipt.node());
        element("WorkstationID", receipt.till());
        element("SequenceNumber", receipt.sequence());
        element("BusinessDayDate", receipt.businessDay().toString());
    }

    private void saleLine(int line, Item item) {
        xml.append("<LineItem EntryMethod=\"Scanned\">");
        element("SequenceNumber", Integer.toString(line));
        xml.append("<Sale ItemType=\"Stock\">");
        item.gtin().ifPresent(this::scanned);
        element("ItemID", item.code());
        element("Description", item.name());
        element("RegularSalesUnitPrice", yuan(item.price()));
        element("ExtendedAmount", yuan(item.amount()));
        element("Quantity", Integer.toString(item.units()));
        xml.append("</Sale></LineItem>");
    }

    private void scanned(String gtin) {
        xml.append("<POSIdentity POSIDType=\"GTIN\">");
        element("POSItemID", "%14s".formatted(gtin).replace(' ', '0'));
        xml.append("</POSIdentity>");
    }

    private void tenderLine(int line, long total) {
        xml.append("<LineItem>");
        element("SequenceNumber", Integer.toString(line));
        xml.append("<Tender TenderType=\"Cash\">");
        element("TenderID", "1");
        element("Amount", yuan(total));
        xml.append("</Tender></LineItem>");
    }

    private void element(String name, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        xml.append('<')
                .append(name)
                .append('>')
                .append(escaped)
                .append("</")
                .append(name)
                .append('>');
    }

    private static String yuan(long minorUnits) {
        return BigDecimal.valueOf(minorUnits, 2).toPlainString();
    }
}
