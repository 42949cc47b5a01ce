package dev.tributary.channels.till;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.channels.adapter.MappingFailure;
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
        return TillSale.of(read(transaction("17", items)).orElseThrow(), SHANGHAI, CNY)
                .orElseThrow();
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
        assertThat(sale.businessDay()).isEqualTo(LocalDate.of(2026, 11, 22));
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
        assertThat(TillSale.of(read(control).orElseThrow(), SHANGHAI, CNY)).isEmpty();
    }

    @Test
    void returnsAndVoidLinesAreLeftToAPerson() {
        for (var kind : List.of("Return", "Void")) {
            assertThatThrownBy(
                            () -> sale(item("A", "1", "1.00", "1.00") + "<LineItem><%s/></LineItem>".formatted(kind)))
                    .isInstanceOf(MappingFailure.class);
        }
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
