package dev.tributary.channels.certificate;

import dev.tributary.channels.Certificates;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class JdbcCertificates implements Certificates {

    private static final int LISTED_MAX = 200;
    private static final int DIFFERENCES_MAX = 500;

    private final JdbcChannelAccounts accounts;
    private final CertificateStore store;
    private final LineStore lines;
    private final CertificateDays days;
    private final Clock clock;

    JdbcCertificates(
            JdbcChannelAccounts accounts, CertificateStore store, LineStore lines, CertificateDays days, Clock clock) {
        this.accounts = accounts;
        this.store = store;
        this.lines = lines;
        this.days = days;
        this.clock = clock;
    }

    @Override
    public List<Certificate> list(MerchantId merchant, Optional<ChannelId> channel, int limit) {
        return store.list(merchant, channel, Math.min(limit, LISTED_MAX)).stream()
                .map(CertificateStore.Row::shown)
                .toList();
    }

    @Override
    public Optional<Certificate> find(MerchantId merchant, ChannelId channel, LocalDate day) {
        return store.find(merchant, channel, day).map(CertificateStore.Row::shown);
    }

    @Override
    public List<Difference> differences(MerchantId merchant, ChannelId channel, LocalDate day) {
        return lines.differences(merchant, channel, day, DIFFERENCES_MAX);
    }

    @Override
    public void count(MerchantId merchant, ChannelId channel, LocalDate day) {
        var certificate = accounts.open(channel)
                .filter(account -> account.merchant().equals(merchant))
                .flatMap(account -> account.adapter().certificate())
                .orElseThrow(() -> ProblemException.invalid(
                        "channel", "no_certificate", "the channel's adapter does not say how its platform is counted"));
        var span = store.begun(merchant, channel)
                .flatMap(begun -> CertificateDays.Day.of(day, days.zone(merchant), begun))
                .orElseThrow(() -> ProblemException.invalid(
                        "day", "before_connected", "the channel was connected after this day"));
        var now = clock.instant();
        if (!span.from().isBefore(now)) {
            throw ProblemException.invalid("day", "not_begun", "the day has not begun");
        }
        var to = span.countableTo(now.minus(certificate.settle()));
        if (!store.begin(merchant, channel, day, span.from(), to)) {
            store.again(merchant, channel, day, to);
        }
    }

    @Override
    public void sign(MerchantId merchant, ChannelId channel, LocalDate day, String who, String reason) {
        if (reason.isBlank() || reason.length() > REASON_CHARACTERS_MAX) {
            throw ProblemException.invalid(
                    "reason", "text", "must be a text of 1 to %d characters".formatted(REASON_CHARACTERS_MAX));
        }
        if (!store.sign(merchant, channel, day, who, reason.strip(), clock.instant())) {
            if (store.find(merchant, channel, day).isEmpty()) {
                throw ProblemException.notFound("the channel has no certificate of this day");
            }
            throw new ProblemException(
                    Problem.CONFLICT, "only a certificate that is red, and not being counted, can be signed");
        }
    }
}
