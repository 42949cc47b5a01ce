package dev.tributary.inventory.transfers;

import dev.tributary.inventory.Transfer;
import dev.tributary.inventory.TransferId;
import dev.tributary.inventory.TransferState;
import dev.tributary.inventory.Transfers;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TransferStore {

    private static final String INSERT = """
            insert into inventory.transfer (merchant_id, number, state, from_node_id, to_node_id, expected_at, set_aside,
                                            note, made_by, made_at, changed_at, version)
            values (:merchant, :number, 1, :from, :to, :expected, :setAside, :note, :by, :now, :now, 1)
                on conflict (merchant_id, number) do nothing
            returning id
            """;

    private static final String INSERT_LINES = """
            insert into inventory.transfer_line (merchant_id, transfer_id, line, sku_id, units, set_aside)
            select :merchant, :transfer, line, sku_id, units, case when :setAside then units else 0 end
              from unnest(:skus::bigint[], :units::bigint[]) with ordinality as wanted (sku_id, units, line)
            """;

    private static final String UPDATE = """
            update inventory.transfer
               set state = :state, changed_at = :now, version = :version
             where merchant_id = :merchant and id = :id
            """;

    private static final String UPDATE_LINES = """
            update inventory.transfer_line as kept
               set set_aside = now.set_aside, shipped = now.shipped, received = now.received, lost = now.lost,
                   turned_back = now.turned_back
              from unnest(:lines::bigint[], :setAsides::bigint[], :shipped::bigint[], :received::bigint[], :lost::bigint[],
                          :turnedBack::bigint[])
                   as now (line, set_aside, shipped, received, lost, turned_back)
             where kept.merchant_id = :merchant and kept.transfer_id = :id and kept.line = now.line
            """;

    private static final String TELL = """
            insert into inventory.transfer_change (merchant_id, transfer_id, version, state, actor, detail, at)
            values (:merchant, :id, :version, :state, :actor, :detail, :now)
            """;

    private static final String FIND = """
            select * from inventory.transfer where merchant_id = :merchant and id = :id
            """;

    private static final String LOCK = """
            select * from inventory.transfer where merchant_id = :merchant and id = :id for no key update
            """;

    private static final String LIST = """
            select * from inventory.transfer
             where merchant_id = :merchant and id < :before and (:state = 0 or state = :state)
             order by id desc
             limit :limit
            """;

    private static final String LINES = """
            select * from inventory.transfer_line
             where merchant_id = :merchant and transfer_id = any(:ids::bigint[])
             order by transfer_id, line
            """;

    private static final String HISTORY = """
            select version, state, actor, detail, at from inventory.transfer_change
             where merchant_id = :merchant and transfer_id = :id
             order by version
            """;

    private final JdbcClient jdbc;

    TransferStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when there is one with this number. */
    Optional<TransferId> insert(MerchantId merchant, Transfers.Draft draft, String by, Instant now) {
        var id = jdbc.sql(INSERT)
                .param("merchant", merchant.value())
                .param("number", draft.number())
                .param("from", draft.from().value())
                .param("to", draft.to().value())
                .param(
                        "expected",
                        draft.expectedAt()
                                .map(at -> at.atOffset(ZoneOffset.UTC))
                                .orElse(null),
                        java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("setAside", draft.setAside())
                .param("note", draft.note())
                .param("by", by)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .map(TransferId::new);
        id.ifPresent(made -> jdbc.sql(INSERT_LINES)
                .param("merchant", merchant.value())
                .param("transfer", made.value())
                .param("setAside", draft.setAside())
                .param(
                        "skus",
                        draft.lines().stream()
                                .mapToLong(line -> line.sku().value())
                                .toArray())
                .param(
                        "units",
                        draft.lines().stream()
                                .mapToLong(Transfers.Wanted::units)
                                .toArray())
                .update());
        return id;
    }

    void update(Transfer transfer) {
        of(UPDATE, transfer)
                .param("state", transfer.state().code())
                .param("now", transfer.changedAt().atOffset(ZoneOffset.UTC))
                .param("version", transfer.version())
                .update();
        of(UPDATE_LINES, transfer)
                .param("lines", column(transfer, Transfer.Line::number))
                .param("setAsides", column(transfer, Transfer.Line::setAside))
                .param("shipped", column(transfer, Transfer.Line::shipped))
                .param("received", column(transfer, Transfer.Line::received))
                .param("lost", column(transfer, Transfer.Line::lost))
                .param("turnedBack", column(transfer, Transfer.Line::turnedBack))
                .update();
    }

    void tell(Transfer transfer, String actor, String detail) {
        of(TELL, transfer)
                .param("version", transfer.version())
                .param("state", transfer.state().code())
                .param("actor", actor)
                .param("detail", detail)
                .param("now", transfer.changedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Transfer> find(MerchantId merchant, TransferId id) {
        return one(FIND, merchant, id);
    }

    Optional<Transfer> lock(MerchantId merchant, TransferId id) {
        return one(LOCK, merchant, id);
    }

    private Optional<Transfer> one(String sql, MerchantId merchant, TransferId id) {
        var heads = jdbc.sql(sql)
                .param("merchant", merchant.value())
                .param("id", id.value())
                .query((row, number) -> head(row))
                .list();
        return withLines(merchant, heads).stream().findFirst();
    }

    List<Transfer> list(MerchantId merchant, Optional<TransferState> state, long before, int limit) {
        var heads = jdbc.sql(LIST)
                .param("merchant", merchant.value())
                .param("before", before)
                .param("state", state.map(one -> (int) one.code()).orElse(0))
                .param("limit", limit)
                .query((row, number) -> head(row))
                .list();
        return withLines(merchant, heads);
    }

    List<Transfers.Change> history(MerchantId merchant, TransferId id) {
        return jdbc.sql(HISTORY)
                .param("merchant", merchant.value())
                .param("id", id.value())
                .query((row, number) -> new Transfers.Change(
                        row.getLong("version"),
                        TransferState.of(row.getInt("state")),
                        row.getString("actor"),
                        row.getString("detail"),
                        instant(row, "at")))
                .list();
    }

    private List<Transfer> withLines(MerchantId merchant, List<Transfer> heads) {
        if (heads.isEmpty()) {
            return heads;
        }
        Map<Long, List<Transfer.Line>> lines = new HashMap<>();
        jdbc.sql(LINES)
                .param("merchant", merchant.value())
                .param("ids", ids(heads))
                .query(row -> {
                    lines.computeIfAbsent(row.getLong("transfer_id"), id -> new ArrayList<>())
                            .add(line(row));
                });
        return heads.stream()
                .map(head ->
                        TransferBook.with(head, lines.getOrDefault(head.id().value(), List.of())))
                .toList();
    }

    private static long[] ids(Collection<Transfer> heads) {
        return heads.stream().mapToLong(head -> head.id().value()).toArray();
    }

    private static Transfer.Line line(ResultSet row) throws SQLException {
        return new Transfer.Line(
                row.getInt("line"),
                new SkuId(row.getLong("sku_id")),
                row.getLong("units"),
                row.getLong("set_aside"),
                row.getLong("shipped"),
                row.getLong("received"),
                row.getLong("lost"),
                row.getLong("turned_back"));
    }

    private static Transfer head(ResultSet row) throws SQLException {
        return new Transfer(
                new MerchantId(row.getLong("merchant_id")),
                new TransferId(row.getLong("id")),
                row.getString("number"),
                TransferState.of(row.getInt("state")),
                new NodeId(row.getLong("from_node_id")),
                new NodeId(row.getLong("to_node_id")),
                Optional.ofNullable(row.getObject("expected_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getBoolean("set_aside"),
                row.getString("note"),
                row.getString("made_by"),
                instant(row, "made_at"),
                instant(row, "changed_at"),
                row.getLong("version"),
                List.of());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static long[] column(Transfer transfer, ToLongFunction<Transfer.Line> value) {
        return transfer.lines().stream().mapToLong(value).toArray();
    }

    private JdbcClient.StatementSpec of(String sql, Transfer transfer) {
        return jdbc.sql(sql)
                .param("merchant", transfer.merchant().value())
                .param("id", transfer.id().value());
    }
}
