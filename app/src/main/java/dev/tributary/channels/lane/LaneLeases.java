package dev.tributary.channels.lane;

import dev.tributary.kernel.ChannelId;
import java.time.Duration;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which node tells a channel: one at a time for each lane, so that a budget is spent once. */
@Repository
public class LaneLeases {

    private static final String LEASE = """
            insert into channels.lane_lease (channel_id, lane, worker, leased_until)
            values (:channel, :lane, :worker, clock_timestamp() + make_interval(secs => :seconds))
                on conflict (channel_id, lane) do update
               set worker = excluded.worker, leased_until = excluded.leased_until
             where lane_lease.worker = excluded.worker or lane_lease.leased_until < clock_timestamp()
            """;
    private static final String RELEASE = """
            update channels.lane_lease set leased_until = clock_timestamp() where worker = :worker
            """;

    private final JdbcClient jdbc;

    LaneLeases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public enum Lane {
        STOCK,
        ANSWERS,
        SHIPMENTS,
        PULL,
        SOCKET,
        TOKEN;

        /** As metrics and the table of leases name it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Takes the lane, or keeps it. */
    public boolean lease(ChannelId channel, Lane lane, String worker, Duration time) {
        return jdbc.sql(LEASE)
                        .param("channel", channel.value())
                        .param("lane", lane.label())
                        .param("worker", worker)
                        .param("seconds", (double) time.toSeconds())
                        .update()
                == 1;
    }

    public void release(String worker) {
        jdbc.sql(RELEASE).param("worker", worker).update();
    }
}
