package dev.tributary.orders;

import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.vault.PersonalData;
import dev.tributary.vault.Vault;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each change and its line of history in one transaction. */
@Repository
class JdbcOrderDesk implements OrderDesk {

    private static final int REMARK_LENGTH_MAX = 500;
    private static final int FLAG_LENGTH_MAX = 32;

    private static final String REMARK = """
            update orders.sales_order
               set remark = :value, version = version + 1, updated_at = clock_timestamp()
             where merchant_id = :merchant and id = :id
            """;

    private static final String FLAG = """
            update orders.sales_order
               set flag = nullif(:value, ''), version = version + 1, updated_at = clock_timestamp()
             where merchant_id = :merchant and id = :id
            """;

    private static final String RECIPIENT = """
            update orders.sales_order
               set recipient_record = :record, delivery_method = :method, region_country = nullif(:country, ''),
                   region_code = nullif(:region, ''), version = version + 1, updated_at = clock_timestamp()
             where merchant_id = :merchant and id = :id and state not in (4, 5)
            """;

    private static final String HAPPENED = """
            insert into orders.history (merchant_id, order_id, at, kind, actor, detail)
            values (:merchant, :id, :now, :kind, :actor, :detail)
            """;

    private final JdbcClient jdbc;
    private final OrderBook book;
    private final Vault vault;
    private final Clock clock;
    private final TransactionTemplate transaction;

    JdbcOrderDesk(JdbcClient jdbc, OrderBook book, Vault vault, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.book = book;
        this.vault = vault;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void remark(MerchantId merchant, OrderId order, String remark, String actor) {
        checkText("/remark", remark, REMARK_LENGTH_MAX);
        change(merchant, order, REMARK, Map.of("value", remark), "remark", actor, remark);
    }

    @Override
    public void flag(MerchantId merchant, OrderId order, Optional<String> flag, String actor) {
        checkText("/flag", flag.orElse(""), FLAG_LENGTH_MAX);
        change(merchant, order, FLAG, Map.of("value", flag.orElse("")), "flag", actor, flag.orElse("taken away"));
    }

    @Override
    public void changeRecipient(
            MerchantId merchant, OrderId order, PersonalData recipient, OrderDraft.Delivery delivery, String actor) {
        var data = vault.seal(merchant, recipient);
        transaction.executeWithoutResult(status -> {
            vault.store(List.of(data));
            change(
                    merchant,
                    order,
                    RECIPIENT,
                    Map.of(
                            "record",
                            data.recordId(),
                            "method",
                            delivery.method().ordinal() + 1,
                            "country",
                            delivery.region().map(region -> region.country()).orElse(""),
                            "region",
                            delivery.region().map(region -> region.code()).orElse("")),
                    "recipient",
                    actor,
                    "");
        });
    }

    @Override
    public void eraseRecipient(MerchantId merchant, OrderId order, String actor) {
        var found = book.find(merchant, order)
                .orElseThrow(() -> ProblemException.notFound("There is no order %s.".formatted(order)));
        long record = found.recipientRecord()
                .orElseThrow(() -> ProblemException.notFound("Order %s names nobody.".formatted(order)));
        vault.erase(merchant, vault.personOf(merchant, record), actor);
    }

    private void change(
            MerchantId merchant,
            OrderId order,
            String sql,
            Map<String, ?> values,
            String kind,
            String actor,
            String detail) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        transaction.executeWithoutResult(status -> {
            int changed = jdbc.sql(sql)
                    .params(values)
                    .param("merchant", merchant.value())
                    .param("id", order.value())
                    .update();
            if (changed == 0) {
                throw refusal(merchant, order);
            }
            jdbc.sql(HAPPENED)
                    .param("merchant", merchant.value())
                    .param("id", order.value())
                    .param("now", now)
                    .param("kind", kind)
                    .param("actor", actor)
                    .param("detail", detail)
                    .update();
        });
    }

    private ProblemException refusal(MerchantId merchant, OrderId order) {
        return book.find(merchant, order).isPresent()
                ? new ProblemException(Problem.CONFLICT, "The order is over; its recipient cannot change any more.")
                : ProblemException.notFound("There is no order %s.".formatted(order));
    }

    private static void checkText(String pointer, String text, int lengthMax) {
        if (text.length() > lengthMax || text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(pointer, "text", "Give at most %d characters, no NUL.".formatted(lengthMax));
        }
    }
}
