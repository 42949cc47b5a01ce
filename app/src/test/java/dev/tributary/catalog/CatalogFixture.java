package dev.tributary.catalog;

import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.catalog.CatalogSetup.SkuDraft;
import dev.tributary.database.WriteGroup;
import dev.tributary.journal.Event;
import dev.tributary.journal.Journal;
import dev.tributary.journal.NewEvent;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.testing.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes of one hub over one database; what is told to the journal is kept, and read out by hand. */
final class CatalogFixture {

    static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    final List<NewEvent> told = new ArrayList<>();
    /** Shared by the tests of a run; each begins with an empty catalogue. */
    private static final DataSource DATABASE = TestPostgres.freshDatabase();

    final JdbcClient jdbc = JdbcClient.create(DATABASE);
    final TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(DATABASE));
    final CatalogMemory catalog = new CatalogMemory(new CatalogStore(jdbc), new BundleStore(jdbc));
    final CatalogMemory otherNode = new CatalogMemory(new CatalogStore(jdbc), new BundleStore(jdbc));
    final CatalogLists lists = new ListsStore(jdbc);
    final CatalogNews news = new CatalogNews(new Told(), catalog);
    final CatalogSetup setup =
            new JdbcCatalogSetup(new SetupStore(jdbc), news, jdbc, transactions, Clock.fixed(NOW, ZoneOffset.UTC));

    /** What would be told the hub. */
    private final class Told implements Journal {
        @Override
        public void append(List<NewEvent> events) {
            told.addAll(events);
        }

        @Override
        public void append(List<NewEvent> events, WriteGroup group) {
            told.addAll(events);
        }
    }

    CatalogFixture() {
        jdbc.sql("truncate catalog.merchant cascade").update();
    }

    MerchantId merchant(String code) {
        return setup.saveMerchant(new CatalogSetup.MerchantDraft(
                        code, "Merchant " + code, ZoneId.of("Asia/Shanghai"), Currency.getInstance("CNY")))
                .merchant()
                .id();
    }

    Sku sku(Catalog node, MerchantId merchant, String code) {
        return Objects.requireNonNull(node.skusByCode(merchant, List.of(code)).get(code));
    }

    /** What the journal does for every other node. */
    void otherNodeHears() {
        var events = new ArrayList<Event>();
        for (NewEvent event : told) {
            events.add(new Event(
                    events.size() + 1,
                    NOW,
                    event.type(),
                    event.key(),
                    event.merchant(),
                    event.version(),
                    event.payload()));
        }
        otherNode.accept(events);
    }

    static ProductDraft product(String code, SkuDraft... skus) {
        return new ProductDraft(code, "Product " + code, List.of(skus));
    }

    static SkuDraft sku(String code, long price) {
        return new SkuDraft(
                code, "SKU " + code, Optional.empty(), Sku.BaseUnit.PIECE, Money.of(price, "CNY"), Optional.empty());
    }

    static SkuDraft withGtin(String code, String gtin) {
        return new SkuDraft(
                code, "SKU " + code, Optional.of(gtin), Sku.BaseUnit.PIECE, Money.of(100, "CNY"), Optional.empty());
    }
}
