package dev.tributary.channels.till;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.adapter.MappingFailure;
import dev.tributary.orders.ReturnDraft.Disposition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PosLogTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Currency CNY = Currency.getInstance("CNY");

    private static Optional<XmlElement> read(String xml) {
        try (var reader = new PosLogReader(xml.getBytes(UTF_8))) {
            return reader.next();
        }
    }

    private static TillSale sale(String items) {
        return (TillSale) facts(items).getFirst();
    }

    private static List<TillFact> facts(String items) {
        return TillTransaction.of(read(transaction("17", items)).orElseThrow(), SHANGHAI, CNY);
    }

    /** @param inside more of the line, such as its link to the receipt that sold it */
    static String returned(String name, String quantity, String extended, String inside) {
        return """
                <LineItem><SequenceNumber>1</SequenceNumber><Return ItemType="Stock">
                <POSIdentity POSIDType="GTIN"><POSItemID>%s</POSItemID></POSIdentity>
                <ExtendedAmount>%s</ExtendedAmount><Quantity>%s</Quantity>%s</Return></LineItem>
                """.formatted(name, extended, quantity, inside);
    }

    static String link(String reason, String sequence) {
        return """
                <TransactionLink ReasonCode="%s"><WorkstationID>2</WorkstationID>
                <SequenceNumber>%s</SequenceNumber><BusinessDayDate>2026-11-22</BusinessDayDate></TransactionLink>
                """.formatted(reason, sequence);
    }

    static String transaction(String sequence, String items) {
        return """
                <POSLog xmlns="http://www.nrf-arts.org/IXRetail/namespace/"><Transaction>
                <RetailStoreID>store-3</RetailStoreID><WorkstationID>2</WorkstationID>
                <SequenceNumber>%s</SequenceNumber><BusinessDayDate>2026-11-22</BusinessDayDate>
                <EndDateTime>2026-11-22T10:00:00</EndDateTime><CurrencyCode>CNY</CurrencyCode>
                <RetailTransaction Version="2.1">%s</RetailTransaction></Transaction></POSLog>
                """.formatted(sequence, items);
    }

    static String item(String name, String quantity, String price, String extended) {
        return """
                <LineItem><SequenceNumber>1</SequenceNumber><Sale ItemType="Stock">
                <POSIdentity POSIDType="GTIN"><POSItemID>%s</POSItemID></POSIdentity>
                <RegularSalesUnitPrice>%s</RegularSalesUnitPrice><ExtendedAmount>%s</ExtendedAmount>
                <Quantity>%s</Quantity></Sale></LineItem>
                """.formatted(name, price, extended, quantity);
    }

    static String paid(String amount) {
        return """
                <LineItem><Tender TenderType="Cash"><TenderID>1</TenderID><Amount>%s</Amount></Tender></LineItem>
                <Total TotalType="TransactionGrandAmount">%s</Total>
                """.formatted(amount, amount);
    }

    @Test
    void aSaleIsReadToTheFen() {
        var sale = sale(item("00012345678905", "2", "12.90", "25.00") + paid("25.00"));
        assertThat(sale.soldAt()).isEqualTo(Instant.parse("2026-11-22T02:00:00Z"));
        assertThat(sale.receipt().businessDay()).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(sale.total()).contains(2500L);
        assertThat(sale.tendered()).isEqualTo(2500);
        assertThat(sale.lines())
                .containsExactly(new TillSale.Line(
                        List.of("00012345678905", "12345678905"),
                        "",
                        BigDecimal.valueOf(2),
                        "EA",
                        Optional.of(1290L),
                        2500));
    }

    @Test
    void whatSoldNothingIsNoSale() {
        var control = "<POSLog><Transaction><ControlTransaction/></Transaction></POSLog>";
        assertThat(TillTransaction.of(read(control).orElseThrow(), SHANGHAI, CNY))
                .isEmpty();
    }

    @Test
    void aReturnNamesItsSaleAndItsMoneyWhateverTheirSigns() {
        var original = new TillReceipt("store-3", "2", "16", LocalDate.of(2026, 11, 22));
        for (var amounts : List.of(List.of("2", "25.00", "-25.00"), List.of("-2", "-25.00", "25.00"))) {
            var items = returned("A", amounts.get(0), amounts.get(1), link("Return", "16")) + paid(amounts.get(2));
            var taken = (TillReturn) facts(items).getFirst();
            assertThat(facts(items)).hasSize(1);
            assertThat(taken.original()).contains(original);
            assertThat(taken.refunded()).isEqualTo(2500);
            assertThat(taken.lines())
                    .containsExactly(
                            new TillReturn.Line(List.of("A"), BigDecimal.valueOf(2), "EA", Disposition.RESTOCK, 2500));
        }
        var ofAll = (TillReturn)
                facts(returned("A", "1", "1.00", "") + link("Return", "16")).getFirst();
        assertThat(ofAll.original()).contains(original);
    }

    @Test
    void aReturnWithoutAWholeLinkOrWithSeveralStandsAlone() {
        var broken = link("Return", "16").replace("2026-11-22", "yesterday");
        assertThat(((TillReturn) facts(returned("A", "1", "1.00", broken)).getFirst()).original())
                .isEmpty();
        var two = returned("A", "1", "1.00", link("Return", "16")) + returned("B", "1", "1.00", link("Return", "15"));
        assertThat(((TillReturn) facts(two).getFirst()).original()).isEmpty();
    }

    @Test
    void whatIsNotReturnedToStockIsSetAside() {
        for (var method : List.of("Destroy", "ReturnToVendor")) {
            var taken = returned("A", "1", "1.00", "<Disposal Method=\"%s\"/>".formatted(method));
            assertThat(((TillReturn) facts(taken).getFirst()).lines().getFirst().disposition())
                    .isEqualTo(Disposition.DAMAGED);
        }
        var stocked = returned("A", "1", "1.00", "<Disposal Method=\"ReturnToStock\"/>");
        assertThat(((TillReturn) facts(stocked).getFirst()).lines().getFirst().disposition())
                .isEqualTo(Disposition.RESTOCK);
    }

    @Test
    void anExchangeIsASaleAndAReturnWithTheGoodsTakenInPayment() {
        var facts = facts(item("A", "1", "30.00", "30.00") + returned("B", "1", "25.00", "") + paid("5.00"));
        assertThat(facts).hasSize(2);
        var sale = (TillSale) facts.getFirst();
        assertThat(sale.tendered()).isEqualTo(3000);
        assertThat(sale.total()).contains(3000L);
        assertThat(((TillReturn) facts.getLast()).refunded()).isEqualTo(2500);
    }

    @Test
    void aTransactionIsVoidedByItsStateOrByALink() {
        var own = new TillReceipt("store-3", "2", "17", LocalDate.of(2026, 11, 22));
        var log = transaction("17", item("A", "1", "1.00", "1.00"));
        for (var state : List.of("CancelFlag=\"true\"", "TransactionStatus=\"PostVoided\"")) {
            var voided = log.replace("<RetailTransaction", "<RetailTransaction " + state);
            assertThat(TillTransaction.of(read(voided).orElseThrow(), SHANGHAI, CNY))
                    .containsExactly(new TillVoid(own));
        }
        assertThat(facts(link("Void", "16") + item("A", "-1", "1.00", "-1.00")))
                .containsExactly(new TillVoid(new TillReceipt("store-3", "2", "16", LocalDate.of(2026, 11, 22))));
        assertThatThrownBy(() -> facts(link("Void", "")))
                .isInstanceOf(MappingFailure.class)
                .hasMessageContaining("does not name whole");
    }

    @Test
    void voidLinesAreLeftToAPerson() {
        assertThatThrownBy(() -> sale(item("A", "1", "1.00", "1.00") + "<LineItem><Void/></LineItem>"))
                .isInstanceOf(MappingFailure.class);
    }

    @Test
    void aVoidedLineIsNotSold() {
        var sale = sale(item("A", "1", "1.00", "1.00").replace("<LineItem>", "<LineItem VoidFlag=\"true\">")
                + item("B", "1", "2.00", "2.00")
                + paid("2.00"));
        assertThat(sale.lines()).hasSize(1);
    }

    @Test
    void attacksByXmlAreRefused() {
        for (var attack : List.of(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><POSLog><Transaction>&e;</Transaction></POSLog>",
                "<!DOCTYPE x><POSLog/>",
                "<POSLog><Transaction>&unknown;</Transaction></POSLog>",
                "<POSLog><Transaction>" + "<a>".repeat(100_000),
                "<POSLog><Transaction>" + "x".repeat(5_000) + "</Transaction></POSLog>",
                "<html/>",
                "{\"json\": 1}",
                "")) {
            assertThatThrownBy(() -> read(attack)).isInstanceOf(MappingFailure.class);
        }
    }
}
