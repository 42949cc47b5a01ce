package dev.tributary.sandbox.world;

import dev.tributary.sandbox.foodmart.Basket;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes till sales as an OMG/NRF-ARTS POSLog, in the shape of the public NCR sample. */
final class PosLog {

    private static final String NAMESPACE = "http://www.nrf-arts.org/IXRetail/namespace/";

    private PosLog() {}

    static byte[] xml(List<Tills.Sale> sales, LocalDate businessDay, OffsetDateTime soldAt) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<POSLog xmlns=\"")
                .append(NAMESPACE)
                .append("\">\n");
        sales.forEach(sale -> transaction(xml, sale, businessDay, soldAt));
        return xml.append("</POSLog>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void transaction(StringBuilder xml, Tills.Sale sale, LocalDate businessDay, OffsetDateTime soldAt) {
        String local = soldAt.toLocalDateTime().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_DATE_TIME);
        xml.append("<Transaction>");
        element(xml, "RetailStoreID", sale.node());
        element(xml, "WorkstationID", Chain.till(sale.node()));
        element(xml, "SequenceNumber", sale.sequence());
        element(xml, "BusinessDayDate", businessDay.toString());
        element(xml, "EndDateTime", local);
        element(xml, "CurrencyCode", "CNY");
        xml.append("<RetailTransaction Version=\"2.1\">");
        element(xml, "ReceiptDateTime", local);
        int line = 0;
        for (Basket.Item item : sale.order().items()) {
            saleLine(xml, ++line, item);
        }
        tenderLine(xml, ++line, sale.order().total());
        xml.append("<Total TotalType=\"TransactionGrandAmount\">")
                .append(yuan(sale.order().total()))
                .append("</Total></RetailTransaction></Transaction>\n");
    }

    private static void saleLine(StringBuilder xml, int line, Basket.Item item) {
        xml.append("<LineItem EntryMethod=\"Scanned\">");
        element(xml, "SequenceNumber", Integer.toString(line));
        xml.append("<Sale ItemType=\"Stock\"><POSIdentity POSIDType=\"GTIN\">");
        element(xml, "POSItemID", "%14s".formatted(item.product().gtin()).replace(' ', '0'));
        xml.append("</POSIdentity>");
        element(xml, "ItemID", item.product().code());
        element(xml, "Description", item.product().name());
        element(xml, "RegularSalesUnitPrice", yuan(item.product().price()));
        element(xml, "ExtendedAmount", yuan(item.product().price() * item.units()));
        element(xml, "Quantity", Integer.toString(item.units()));
        xml.append("</Sale></LineItem>");
    }

    private static void tenderLine(StringBuilder xml, int line, long total) {
        xml.append("<LineItem>");
        element(xml, "SequenceNumber", Integer.toString(line));
        xml.append("<Tender TenderType=\"Cash\">");
        element(xml, "TenderID", "1");
        element(xml, "Amount", yuan(total));
        xml.append("</Tender></LineItem>");
    }

    private static void element(StringBuilder xml, String name, String text) {
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
