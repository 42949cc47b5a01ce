package dev.tributary.inventory;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.tributary.database.SequenceBlocks;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Region;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A merchant's nodes are few, so they are read whole and remembered; what another node changed is seen within moments. */
@Repository
class JdbcNodes implements Nodes {

    private static final int NODES_MAX = 1_000;
    /** Then they are read again beside whoever asks, who is answered with what is known. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final String ALL = """
            select merchant_id, id, code, name, kind, region_country, region_code, latitude, longitude, abilities,
                   lead_time_days
              from inventory.node
             where merchant_id = :merchant
             order by code
             limit :limit
            """;

    private static final String SAVE = """
            insert into inventory.node (merchant_id, id, code, name, kind, region_country, region_code, latitude,
                                        longitude, abilities, lead_time_days)
            values (:merchant, :id, :code, :name, :kind, :country, :region, :latitude, :longitude,
                    cast(string_to_array(:abilities, ',') as text[]), :leadTime)
                on conflict (merchant_id, code) do update
               set name = excluded.name, kind = excluded.kind, region_country = excluded.region_country,
                   region_code = excluded.region_code, latitude = excluded.latitude, longitude = excluded.longitude,
                   abilities = excluded.abilities, lead_time_days = excluded.lead_time_days, changed_at = now()
            """;

    private final JdbcClient jdbc;
    private final SequenceBlocks ids;
    private final LoadingCache<MerchantId, Known> cache;

    JdbcNodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
        cache = Caffeine.newBuilder()
                .maximumSize(1_000)
                .refreshAfterWrite(FRESH)
                .expireAfterWrite(REMEMBERED)
                .executor(task -> Thread.ofVirtual().start(task))
                .build(this::read);
        this.ids = new SequenceBlocks(jdbc, "inventory.node_id", 64);
    }

    @Override
    public Optional<Node> node(MerchantId merchant, NodeId node) {
        return Optional.ofNullable(known(merchant).byId().get(node));
    }

    @Override
    public Optional<Node> byCode(MerchantId merchant, String code) {
        return Optional.ofNullable(known(merchant).byCode().get(code));
    }

    @Override
    public List<Node> all(MerchantId merchant) {
        return known(merchant).all();
    }

    @Override
    public Node save(MerchantId merchant, Draft draft) {
        jdbc.sql(SAVE)
                .param("merchant", merchant.value())
                .param("id", ids.next())
                .param("code", draft.code())
                .param("name", draft.name())
                .param("kind", draft.kind().name())
                .param("country", draft.region().country())
                .param("region", draft.region().code())
                .param("latitude", draft.latitude().orElse(null), java.sql.Types.DOUBLE)
                .param("longitude", draft.longitude().orElse(null), java.sql.Types.DOUBLE)
                .param(
                        "abilities",
                        draft.abilities().stream().map(Enum::name).sorted().collect(Collectors.joining(",")))
                .param("leadTime", draft.leadTimeDays())
                .update();
        cache.invalidate(merchant);
        return byCode(merchant, draft.code()).orElseThrow();
    }

    private Known known(MerchantId merchant) {
        return Objects.requireNonNull(cache.get(merchant));
    }

    private Known read(MerchantId merchant) {
        return Known.of(jdbc.sql(ALL)
                .param("merchant", merchant.value())
                .param("limit", NODES_MAX)
                .query((row, number) -> node(row))
                .list());
    }

    /** Every order names nodes, so none is looked for by walking all. */
    private record Known(List<Node> all, Map<NodeId, Node> byId, Map<String, Node> byCode) {

        static Known of(List<Node> all) {
            return new Known(
                    List.copyOf(all),
                    all.stream().collect(Collectors.toUnmodifiableMap(Node::id, Function.identity())),
                    all.stream().collect(Collectors.toUnmodifiableMap(Node::code, Function.identity())));
        }
    }

    private static Node node(ResultSet row) throws SQLException {
        return new Node(
                new MerchantId(row.getLong("merchant_id")),
                new NodeId(row.getLong("id")),
                row.getString("code"),
                row.getString("name"),
                Node.Kind.valueOf(row.getString("kind")),
                new Region(row.getString("region_country"), row.getString("region_code")),
                Optional.ofNullable(row.getObject("latitude", Double.class)),
                Optional.ofNullable(row.getObject("longitude", Double.class)),
                abilities((String[]) row.getArray("abilities").getArray()),
                row.getInt("lead_time_days"));
    }

    private static Set<Node.Ability> abilities(String[] names) {
        Function<String, Node.Ability> ability = Node.Ability::valueOf;
        return Arrays.stream(names).filter(name -> !name.isEmpty()).map(ability).collect(Collectors.toSet());
    }
}
