package dev.tributary.sandbox.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PosLogTest {

    private static final String NAMESPACE = "http://www.nrf-arts.org/IXRetail/namespace/";
    private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-22T10:00:00.5+08:00");

    private final Receipt receipt = new Receipt("store-13", "1", "000123", LocalDate.of(2026, 11, 22));

    @Test
    void writesAWellFormedLogWhoseTendersAddUpToItsTotal() throws Exception {
        var milk = new Item("MILK", Optional.of("6901234567892"), "Milk & 牛奶", 3, 285);
        var bag = new Item("BAG", Optional.empty(), "Bag", 1, 20);
        Document log = read(new PosLog().sold(new TillSale(receipt, AT, List.of(milk, bag))));
        assertThat(texts(log, "RetailStoreID")).containsExactly("store-13");
        assertThat(texts(log, "WorkstationID")).containsExactly("1");
        assertThat(texts(log, "SequenceNumber")).containsExactly("000123", "1", "2", "3");
        assertThat(texts(log, "EndDateTime")).containsExactly("2026-11-22T10:00:00");
        assertThat(texts(log, "POSItemID")).containsExactly("06901234567892");
        assertThat(texts(log, "ItemID")).containsExactly("MILK", "BAG");
        assertThat(texts(log, "Description")).containsExactly("Milk & 牛奶", "Bag");
        assertThat(texts(log, "Amount")).containsExactly("8.75").isEqualTo(texts(log, "Total"));
    }

    @Test
    void voidsASaleByItsStateOrByALink() throws Exception {
        Document log = read(new PosLog().voided(receipt, AT).voided(receipt, receipt.with("V000123"), AT));
        assertThat(texts(log, "SequenceNumber")).containsExactly("000123", "V000123", "000123");
        var transactions = log.getElementsByTagNameNS(NAMESPACE, "RetailTransaction");
        assertThat(transactions
                        .item(0)
                        .getAttributes()
                        .getNamedItem("TransactionStatus")
                        .getNodeValue())
                .isEqualTo("PostVoided");
        var link = log.getElementsByTagNameNS(NAMESPACE, "TransactionLink").item(0);
        assertThat(link.getAttributes().getNamedItem("ReasonCode").getNodeValue())
                .isEqualTo("Void");
    }

    @Test
    void aReceiptIsReadOfItsNumber() {
        assertThat(receipt.number()).isEqualTo("store-13/1/000123/2026-11-22");
        assertThat(Receipt.of(receipt.number())).isEqualTo(receipt);
    }

    private static Document read(PosLog log) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(log.bytes()));
    }

    private static List<String> texts(Document log, String element) {
        var found = log.getElementsByTagNameNS(NAMESPACE, element);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }
}
