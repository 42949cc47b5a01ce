package dev.tributary.access.edge;

import dev.tributary.access.AuditTrail;
import dev.tributary.kernel.MerchantId;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records what matters to security: who came in, who was turned away, who changed who may come in. */
@Component
public class Audit implements AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final int REFUSALS_PER_SECOND_MAX = 20;

    private static final String INSERT = """
            insert into access.audit (at, kind, actor, merchant_id, remote_address, detail)
            values (:at, :kind, :actor, :merchant, :remoteAddress, :detail)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Pace refusals = new Pace(REFUSALS_PER_SECOND_MAX);

    Audit(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Something that was allowed and happened. */
    public void done(String kind, String actor, @Nullable MerchantId merchant, String detail) {
        insert(kind, actor, merchant, null, detail);
    }

    @Override
    public void changed(String kind, String actor, MerchantId merchant, String detail) {
        done(kind, actor, merchant, detail);
    }

    /** Someone came in. */
    public void cameIn(String kind, String actor, String remoteAddress) {
        insert(kind, actor, null, remoteAddress, "");
    }

    /** Someone was turned away. A flood of these is cut off, so that an attack cannot fill the database. */
    public void refused(String kind, String actor, String remoteAddress, String detail) {
        if (refusals.take(System.nanoTime()) == 0) {
            insert(kind, actor, null, remoteAddress, detail);
        } else {
            LOG.debug("not recorded, too many at once: {} by {}", kind, actor);
        }
    }

    private void insert(
            String kind, String actor, @Nullable MerchantId merchant, @Nullable String remoteAddress, String detail) {
        jdbc.sql(INSERT)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("kind", kind)
                .param("actor", shortened(actor))
                .param("merchant", merchant == null ? null : merchant.value(), Types.BIGINT)
                .param("remoteAddress", remoteAddress, Types.VARCHAR)
                .param("detail", shortened(detail))
                .update();
    }

    /** What a stranger calls himself is kept to a harmless length, and without what PostgreSQL cannot store. */
    private static String shortened(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 200 ? printable : printable.substring(0, 200);
    }
}
