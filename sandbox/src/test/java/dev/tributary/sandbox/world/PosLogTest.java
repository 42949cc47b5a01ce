package dev.tributary.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.check.SentOrder;
import dev.tributary.sandbox.foodmart.Basket;
import dev.tributary.sandbox.foodmart.FoodMart;
import dev.tributary.sandbox.foodmart.Product;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class PosLogTest {

    private static final String NAMESPACE = "http://www.nrf-arts.org/IXRetail/namespace/";

    @Test
    void writesAWellFormedLogWhoseTendersAddUpToItsTotal() throws Exception {
        Product product = FoodMart.read().products().getFirst();
        Basket basket = new Basket(1, 13, new Basket.Item[] {new Basket.Item(product, 3)});
        SentOrder order = new SentOrder(Channel.TILLS, "any", basket, basket.total());
        byte[] xml = PosLog.xml(
                List.of(new Tills.Sale(order, "store-13", "000123")),
                LocalDate.of(2026, 11, 22),
                OffsetDateTime.parse("2026-11-22T10:00:00.5+08:00"));

        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document log = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        assertThat(text(log, "RetailStoreID")).isEqualTo("store-13");
        assertThat(text(log, "WorkstationID")).isEqualTo("1");
        assertThat(text(log, "SequenceNumber")).isEqualTo("000123");
        assertThat(text(log, "EndDateTime")).isEqualTo("2026-11-22T10:00:00");
        assertThat(text(log, "POSItemID")).isEqualTo("0" + product.gtin());
        assertThat(text(log, "Amount")).isEqualTo("8.55").isEqualTo(text(log, "Total"));
    }

    private static String text(Document log, String element) {
        NodeList found = log.getElementsByTagNameNS(NAMESPACE, element);
        return found.item(0).getTextContent();
    }
}
