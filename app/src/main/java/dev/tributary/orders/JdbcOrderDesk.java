package dev.tributary.orders;

import dev.tributary.database.WriteGroup;
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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.JdbcTemplate;
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
            returning version
            """;

    private static final String FLAG = """
            update orders.sales_order
               set flag = nullif(:value, ''), version = version + 1, updated_at = clock_timestamp()
             where merchant_id = :merchant and id = :id
            returning version
            """;

    /** Whose bytes the order's messages may hold from now on, though it goes to somebody else. */
    private static final String FORMER_RECIPIENT = """
            insert into orders.former_recipient (merchant_id, record_id, order_id)
            select merchant_id, recipient_record, id
              from orders.sales_order
             where merchant_id = :merchant and id = :id and recipient_record is not null
               for no key update
                on conflict do nothing
            """;

    private static final String RECIPIENT = """
            update orders.sales_order
               set recipient_record = :record, delivery_method = :method, region_country = nullif(:country, ''),
                   region_code = nullif(:region, ''), version = version + 1, updated_at = clock_timestamp()
             where merchant_id = :merchant and id = :id and state not in (4, 5, 6, 7)
            returning version
            """;

    private static final String HAPPENED = """
            insert into orders.history (merchant_id, order_id, at, kind, actor, detail)
            values (:merchant, :id, :now, :kind, :actor, :detail)
            """;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final OrderBook book;
    private final Vault vault;
    private final Clock clock;
    private final TransactionTemplate transaction;

    JdbcOrderDesk(
            JdbcTemplate template, OrderBook book, Vault vault, Clock clock, PlatformTransactionManager transactions) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.book = book;
        this.vault = vault;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public long remark(MerchantId merchant, OrderId order, String remark, OptionalLong ifVersion, String actor) {
        checkText("/remark", remark, REMARK_LENGTH_MAX);
        return change(merchant, order, REMARK, Map.of("value", remark), ifVersion, "remark", actor, remark);
    }

    @Override
    public long flag(MerchantId merchant, OrderId order, Optional<String> flag, OptionalLong ifVersion, String actor) {
        checkText("/flag", flag.orElse(""), FLAG_LENGTH_MAX);
        var value = Map.of("value", flag.orElse(""));
        return change(merchant, order, FLAG, value, ifVersion, "flag", actor, flag.orElse("taken away"));
    }

    @Override
    public long changeRecipient(
            MerchantId merchant,
            OrderId order,
            PersonalData recipient,
            OrderDraft.Delivery delivery,
            OptionalLong ifVersion,
            String actor) {
        var data = vault.seal(merchant, recipient);
        return Objects.requireNonNull(transaction.execute(status -> {
            var sealed = new WriteGroup();
            vault.store(List.of(data), sealed);
            sealed.run(template);
            jdbc.sql(FORMER_RECIPIENT)
                    .param("merchant", merchant.value())
                    .param("id", order.value())
                    .update();
            return change(
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
                    ifVersion,
                    "recipient",
                    actor,
                    "");
        }));
    }

    @Override
    public void eraseRecipient(MerchantId merchant, OrderId order, String actor) {
        var found = book.find(merchant, order)
                .orElseThrow(() -> ProblemException.notFound("There is no order %s.".formatted(order)));
        long record = found.recipientRecord()
                .orElseThrow(() -> ProblemException.notFound("Order %s names nobody.".formatted(order)));
        vault.erase(merchant, vault.personOf(merchant, record), actor);
    }

    private long change(
            MerchantId merchant,
            OrderId order,
            String sql,
            Map<String, ?> values,
            OptionalLong ifVersion,
            String kind,
            String actor,
            String detail) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        return Objects.requireNonNull(transaction.execute(status -> {
            long version = jdbc.sql(sql)
                    .params(values)
                    .param("merchant", merchant.value())
                    .param("id", order.value())
                    .query(Long.class)
                    .optional()
                    .orElseThrow(() -> refusal(merchant, order));
            // Only now is the row locked; the change is taken back with the transaction.
            if (ifVersion.isPresent() && ifVersion.getAsLong() != version - 1) {
                throw new ProblemException(
                        Problem.PRECONDITION_FAILED,
                        "Order %s has version %d, not %d: read it again, then decide again."
                                .formatted(order, version - 1, ifVersion.getAsLong()));
            }
            jdbc.sql(HAPPENED)
                    .param("merchant", merchant.value())
                    .param("id", order.value())
                    .param("now", now)
                    .param("kind", kind)
                    .param("actor", actor)
                    .param("detail", detail)
                    .update();
            return version;
        }));
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
