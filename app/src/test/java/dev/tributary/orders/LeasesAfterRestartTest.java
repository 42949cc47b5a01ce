package dev.tributary.orders;

import static dev.tributary.orders.Drafts.MERCHANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.SkuId;
import dev.tributary.leases.LeaseDraft;
import dev.tributary.leases.LeaseScope;
import dev.tributary.leases.Leases;
import dev.tributary.leases.Resume;
import dev.tributary.leases.Subject;
import dev.tributary.testing.HubUnderTest;
import dev.tributary.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LeasesAfterRestartTest {

    @Test
    void whatIsToldFirstIsKeptBack() {
        var database = TestPostgres.freshDatabase();
        try (var hub = HubUnderTest.on(database)) {
            var draft = new LeaseDraft(
                    Subject.STOCK_IN,
                    LeaseScope.MERCHANT,
                    OptionalLong.empty(),
                    "Li",
                    "stock-take",
                    Instant.now().plus(Duration.ofHours(1)),
                    Resume.APPLY);
            hub.bean(Leases.class).make(MERCHANT, draft, "test");
        }
        var told = new StockChange(
                new StockKey(MERCHANT, new SkuId(1), new NodeId(1)),
                StockChange.Kind.COUNT,
                7,
                "erp",
                OptionalLong.empty(),
                StockChange.Source.SYNC);
        var outcomes = new ArrayList<Outcome>();
        try (var hub = HubUnderTest.on(
                database,
                context -> outcomes.add(context.getBean(OrderIntake.class)
                        .decide(new Command.ChangeStock(MERCHANT, "first", new byte[1], List.of(told), "erp"))))) {
            assertThat(outcomes)
                    .first()
                    .isInstanceOfSatisfying(
                            Outcome.StockDone.class,
                            done -> assertThat(done.keptBack()).isEqualTo(1));
        }
    }
}
