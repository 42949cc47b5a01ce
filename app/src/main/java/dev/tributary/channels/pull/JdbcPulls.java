package dev.tributary.channels.pull;

import dev.tributary.channels.Pulls;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.adapter.Adapter;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class JdbcPulls implements Pulls {

    private static final int OPEN_RANGES_MAX = 10;
    private static final int SHOWN_MAX = 50;

    private final JdbcChannelAccounts accounts;
    private final MarkStore marks;
    private final RangeStore ranges;
    private final Clock clock;

    JdbcPulls(JdbcChannelAccounts accounts, MarkStore marks, RangeStore ranges, Clock clock) {
        this.accounts = accounts;
        this.marks = marks;
        this.ranges = ranges;
        this.clock = clock;
    }

    @Override
    public List<PulledList> lists(MerchantId merchant, ChannelId channel) {
        return marks.ofChannel(merchant, channel);
    }

    @Override
    public long again(MerchantId merchant, ChannelId channel, String name, Instant from, Instant to, String owner) {
        var list = list(merchant, channel, name);
        var now = clock.instant();
        if (!from.isBefore(to) || to.isAfter(now)) {
            throw ProblemException.invalid("to", "range", "must be after `from` and not in the future");
        }
        if (from.isBefore(now.minus(list.backMax()))) {
            throw ProblemException.invalid(
                    "from",
                    "range",
                    "the platform's list reaches back %d days"
                            .formatted(list.backMax().toDays()));
        }
        if (ranges.openCount(merchant, channel) >= OPEN_RANGES_MAX) {
            throw new ProblemException(
                    Problem.OVERLOADED, "%d ranges of this channel are not read yet".formatted(OPEN_RANGES_MAX));
        }
        return ranges.ask(merchant, channel, name, new Window(from, to), owner, now);
    }

    private Adapter.PulledList list(MerchantId merchant, ChannelId channel, String name) {
        return accounts.open(channel)
                .filter(account -> account.merchant().equals(merchant))
                .flatMap(account -> account.adapter().pull())
                .flatMap(pull -> Optional.ofNullable(pull.lists().get(name)))
                .orElseThrow(() ->
                        ProblemException.invalid("list", "unknown_list", "the channel's adapter reads no such list"));
    }

    @Override
    public List<Range> ranges(MerchantId merchant, ChannelId channel) {
        return ranges.latest(merchant, channel, SHOWN_MAX);
    }
}
