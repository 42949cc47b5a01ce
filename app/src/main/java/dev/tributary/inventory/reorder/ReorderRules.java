package dev.tributary.inventory.reorder;

import dev.tributary.inventory.Node;
import dev.tributary.inventory.Nodes;
import dev.tributary.inventory.StockAlerts;
import dev.tributary.inventory.StockAlerts.Rule;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How soon more can come, and how sure to be that it lasts; of a merchant, read whole. */
@Repository
class ReorderRules {

    /** Where neither a rule nor the node says it. */
    private static final int LEAD_TIME_DAYS = 7;

    private static final String ALL = """
            select sku_id, node_id, lead_time_days, review_days, service_permille, pack_units
              from inventory.reorder_rule
             where merchant_id = :merchant
             order by sku_id, node_id
             limit :limit
            """;

    /** One that is there is always replaced; another is made while there is room. */
    private static final String SAVE = """
            insert into inventory.reorder_rule
                   (merchant_id, sku_id, node_id, lead_time_days, review_days, service_permille, pack_units, changed_by)
            select :merchant, :sku, :node, :leadTime, :review, :service, :pack, :by
             where (select count(*) from inventory.reorder_rule
                     where merchant_id = :merchant and (sku_id, node_id) <> (:sku, :node)) < :most
                on conflict (merchant_id, sku_id, node_id) do update
               set lead_time_days = excluded.lead_time_days, review_days = excluded.review_days,
                   service_permille = excluded.service_permille, pack_units = excluded.pack_units,
                   changed_by = excluded.changed_by, changed_at = clock_timestamp()
            """;

    private final JdbcClient jdbc;
    private final Nodes nodes;

    ReorderRules(JdbcClient jdbc, Nodes nodes) {
        this.jdbc = jdbc;
        this.nodes = nodes;
    }

    /** A merchant's rules as they were read. */
    final class Book {

        private record Scope(long sku, long node) {}

        private final MerchantId merchant;
        private final Map<Scope, Rule> rules = new HashMap<>();

        Book(MerchantId merchant) {
            this.merchant = merchant;
            all(merchant)
                    .forEach(rule -> rules.put(
                            new Scope(
                                    rule.sku().map(SkuId::value).orElse(0L),
                                    rule.node().map(NodeId::value).orElse(0L)),
                            rule));
        }

        Rule of(StockKey key) {
            long sku = key.sku().value();
            long node = key.node().value();
            for (var scope : List.of(new Scope(sku, node), new Scope(sku, 0), new Scope(0, node), new Scope(0, 0))) {
                var rule = rules.get(scope);
                if (rule != null) {
                    return rule;
                }
            }
            return Rule.DEFAULT;
        }

        int leadTimeDays(StockKey key) {
            return of(key).leadTimeDays()
                    .or(() -> nodes.node(merchant, key.node())
                            .map(Node::leadTimeDays)
                            .filter(days -> days > 0))
                    .orElse(LEAD_TIME_DAYS);
        }
    }

    Book book(MerchantId merchant) {
        return new Book(merchant);
    }

    List<Rule> all(MerchantId merchant) {
        return jdbc.sql(ALL)
                .param("merchant", merchant.value())
                .param("limit", StockAlerts.RULES_MAX)
                .query((row, number) -> new Rule(
                        Optional.of(row.getLong("sku_id")).filter(id -> id > 0).map(SkuId::new),
                        Optional.of(row.getLong("node_id")).filter(id -> id > 0).map(NodeId::new),
                        Optional.ofNullable(row.getObject("lead_time_days", Integer.class)),
                        row.getInt("review_days"),
                        row.getInt("service_permille"),
                        row.getLong("pack_units")))
                .list();
    }

    boolean save(MerchantId merchant, Rule rule, String by) {
        return jdbc.sql(SAVE)
                        .param("merchant", merchant.value())
                        .param("sku", rule.sku().map(SkuId::value).orElse(0L))
                        .param("node", rule.node().map(NodeId::value).orElse(0L))
                        .param("leadTime", rule.leadTimeDays().orElse(null), Types.INTEGER)
                        .param("review", rule.reviewDays())
                        .param("service", rule.servicePermille())
                        .param("pack", rule.packUnits())
                        .param("by", by)
                        .param("most", StockAlerts.RULES_MAX)
                        .update()
                > 0;
    }
}
