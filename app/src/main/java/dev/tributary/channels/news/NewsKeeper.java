package dev.tributary.channels.news;

import dev.tributary.catalog.Catalog;
import dev.tributary.channels.account.JdbcChannelAccounts;
import dev.tributary.channels.account.OpenAccount;
import dev.tributary.channels.news.NewsStore.Place;
import dev.tributary.channels.news.NewsStore.Told;
import dev.tributary.inventory.Availability;
import dev.tributary.inventory.ChannelView;
import dev.tributary.inventory.Nodes;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.Page;
import dev.tributary.leases.Drift;
import dev.tributary.leases.Field;
import dev.tributary.leases.Lease;
import dev.tributary.leases.LeaseKeeper;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Shows what channels have not been told while a lease keeps news from them. The lanes resume by themselves. */
@Component
class NewsKeeper implements LeaseKeeper {

    private static final int SLICE = 500;
    /** So many before a page is handed out, be it short: most channels know most figures. */
    private static final int SLICES_MAX = 10;

    private final JdbcChannelAccounts accounts;
    private final Catalog catalog;
    private final Nodes nodes;
    private final Availability availability;
    private final ChannelView view;
    private final NewsStore store;

    NewsKeeper(
            JdbcChannelAccounts accounts,
            Catalog catalog,
            Nodes nodes,
            Availability availability,
            ChannelView view,
            NewsStore store) {
        this.accounts = accounts;
        this.catalog = catalog;
        this.nodes = nodes;
        this.availability = availability;
        this.view = view;
        this.store = store;
    }

    @Override
    public Set<Subject> subjects() {
        return Set.of(Subject.STOCK_OUT);
    }

    @Override
    public Settled settle(Lease lease) {
        return new Settled(
                Settled.Progress.DONE,
                lease.resume() == Resume.APPLY
                        ? "channels are told the present"
                        : "channels are told of the next change");
    }

    @Override
    public Page<Drift> drift(Lease lease, Optional<String> cursor, int limit) {
        var storesByChannel = new HashMap<ChannelId, Stores>();
        accounts.openAll().stream()
                .filter(account -> account.merchant().equals(lease.merchant())
                        && account.adapter().stock().isPresent()
                        && lease.scope()
                                .channel()
                                .map(account.channel()::equals)
                                .orElse(true))
                .forEach(account -> storesByChannel.put(account.channel(), stores(account)));
        var found = new ArrayList<Drift>();
        var place = cursor.map(Place::of).orElse(Place.BEGIN);
        for (int slices = 0; slices < SLICES_MAX; slices++) {
            var slice = store.told(storesByChannel.keySet(), lease.scope().sku(), place, SLICE);
            for (var told : slice) {
                drift(lease, told, storesByChannel).ifPresent(found::add);
                place = Place.of(told);
                if (found.size() == limit) {
                    return new Page<>(found, Optional.of(place.toString()));
                }
            }
            if (slice.size() < SLICE) {
                return new Page<>(found, Optional.empty());
            }
        }
        return new Page<>(found, Optional.of(place.toString()));
    }

    private Stores stores(OpenAccount account) {
        var channelNodes = catalog.channel(account.merchant(), account.channel())
                .map(channel -> channel.nodes())
                .orElse(List.of());
        return Stores.of(account, channelNodes, nodes, availability, view);
    }

    private static Optional<Drift> drift(Lease lease, Told told, Map<ChannelId, Stores> storesByChannel) {
        var stores = storesByChannel.get(told.channel());
        if (stores == null) {
            return Optional.empty();
        }
        List<NodeId> selling = stores.nodes(told.shelf().store());
        long present = stores.figure(told.shelf()).available();
        boolean covered = selling.stream()
                .anyMatch(node -> lease.scope()
                        .covers(new LeaseScope.Target(
                                Optional.of(told.channel()), node, told.shelf().sku(), Field.AVAILABLE)));
        if (!covered || present == told.available()) {
            return Optional.empty();
        }
        return Optional.of(new Drift(
                Optional.of(told.channel()),
                selling.size() == 1 ? Optional.of(selling.getFirst()) : Optional.empty(),
                told.shelf().sku(),
                Field.AVAILABLE,
                "AVAILABLE " + told.available(),
                told.toldAt(),
                told.available(),
                present,
                Optional.empty()));
    }
}
