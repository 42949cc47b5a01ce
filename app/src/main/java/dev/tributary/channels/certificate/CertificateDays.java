package dev.tributary.channels.certificate;

import dev.tributary.catalog.Catalog;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.database.NodeRoles;
import dev.tributary.database.Role;
import dev.tributary.database.Worker;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Opens a certificate for each channel and day that is over, in the merchant's zone, and counts red ones again. */
@Component
class CertificateDays extends Worker {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(20);
    private static final Duration RED_AGAIN_EVERY = Duration.ofHours(1);
    /** What is red longer than this is left to people. */
    private static final int RED_DAYS_MAX = 7;
    /** So many days that are over are looked at for having been counted too early. */
    private static final int WIDENED_DAYS = 7;
    /** Days on which no node ran are opened afterwards, as far back as this. */
    private static final int DAYS_MAX = 30;

    private final JdbcChannelAccounts accounts;
    private final Catalog catalog;
    private final CertificateStore store;
    private final Clock clock;
    private final AtomicInteger red = new AtomicInteger();

    CertificateDays(
            JdbcChannelAccounts accounts,
            Catalog catalog,
            CertificateStore store,
            Clock clock,
            NodeRoles roles,
            MeterRegistry meters) {
        super("certificate-days", LOOK_EVERY, roles.plays(Role.DELIVERY));
        this.accounts = accounts;
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
        meters.gauge("tributary.certificates.red", red);
    }

    @Override
    protected void round() {
        for (var account : accounts.openAll()) {
            account.adapter().certificate().ifPresent(certificate -> open(account, certificate));
        }
        red.set(store.redCount());
    }

    private void open(OpenAccount account, Adapter.Certificate certificate) {
        var now = clock.instant();
        var zone = zone(account.merchant());
        var over = LocalDate.ofInstant(now.minus(certificate.after()), zone).minusDays(1);
        open(store, account.merchant(), account.channel(), over, zone);
        widen(store, account.merchant(), account.channel(), over, zone);
        store.redAgain(account.merchant(), account.channel(), over.minusDays(RED_DAYS_MAX), now.minus(RED_AGAIN_EVERY));
    }

    /** The oldest first: whoever dies in between finds where to go on. */
    static void open(CertificateStore store, MerchantId merchant, ChannelId channel, LocalDate over, ZoneId zone) {
        var begun = store.begun(merchant, channel);
        if (begun.isEmpty()) {
            return;
        }
        var unopened = new ArrayDeque<LocalDate>();
        for (var date = over;
                unopened.size() < DAYS_MAX
                        && Day.of(date, zone, begun.get()).isPresent()
                        && store.find(merchant, channel, date).isEmpty();
                date = date.minusDays(1)) {
            unopened.push(date);
        }
        for (var date : unopened) {
            Day.of(date, zone, begun.get())
                    .ifPresent(day -> store.begin(merchant, channel, date, day.from(), day.to()));
        }
    }

    /** Somebody may have had a day counted by hand while it went on. */
    static void widen(CertificateStore store, MerchantId merchant, ChannelId channel, LocalDate over, ZoneId zone) {
        var ends = new TreeMap<LocalDate, Instant>();
        for (int back = 0; back < WIDENED_DAYS; back++) {
            var day = over.minusDays(back);
            ends.put(day, day.plusDays(1).atStartOfDay(zone).toInstant());
        }
        store.widen(merchant, channel, ends);
    }

    ZoneId zone(MerchantId merchant) {
        return catalog.merchant(merchant).map(it -> it.zone()).orElse(ZoneOffset.UTC);
    }

    /** A day of a merchant, as far as the channel was connected on it. */
    record Day(Instant from, Instant to) {

        /** Empty when it was over before. */
        static Optional<Day> of(LocalDate day, ZoneId zone, Instant connected) {
            var begins = day.atStartOfDay(zone).toInstant();
            var ends = day.plusDays(1).atStartOfDay(zone).toInstant();
            var from = begins.isBefore(connected) ? connected : begins;
            return from.isBefore(ends) ? Optional.of(new Day(from, ends)) : Optional.empty();
        }

        /** Of a day that is not over what is settled by now, a second at least: platforms cannot be asked for less. */
        Instant countableTo(Instant settled) {
            var most = Collections.max(List.of(settled, from.plusSeconds(1)));
            return Collections.min(List.of(to, most));
        }
    }
}
