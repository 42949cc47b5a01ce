package dev.tributary.sandbox;

import dev.tributary.sandbox.check.Channel;
import dev.tributary.sandbox.check.Latency;
import dev.tributary.sandbox.check.Oddities;
import dev.tributary.sandbox.check.SentOrders;
import dev.tributary.sandbox.check.Verdict;
import dev.tributary.sandbox.wire.Http;
import dev.tributary.sandbox.world.Desk;
import dev.tributary.sandbox.world.Erp;
import dev.tributary.sandbox.world.Receivers;

/** The table at the end. */
final class Report {

    private final Progress progress;
    private final SentOrders sent;
    private final Receivers receivers;
    private final Desk.Tally tally;
    private final Oddities oddities;
    private final Http http;

    Report(Progress progress, SentOrders sent, Receivers receivers, Desk.Tally tally, Oddities oddities, Http http) {
        this.progress = progress;
        this.sent = sent;
        this.receivers = receivers;
        this.tally = tally;
        this.oddities = oddities;
        this.http = http;
    }

    void print(Verdict verdict, Erp erp) {
        progress.print("");
        progress.print("%-14s %8s %9s %8s %8s %10s"
                .formatted("channel", "sent", "accepted", "refused", "waiting", "cancelled"));
        for (Channel channel : Channel.values()) {
            progress.print("%-14s %,8d %,9d %,8d %,8d %,10d"
                    .formatted(
                            channel.title(),
                            sent.sent(channel),
                            sent.accepted(channel),
                            sent.refused(channel),
                            verdict.waiting(channel),
                            verdict.cancelled(channel)));
        }
        progress.print("");
        progress.print("%-32s %10s %10s %10s".formatted("news", "p50", "p99", "measured"));
        latency("stock, to the app's webhook", receivers.appNews().latency());
        latency("stock, to Shopify", receivers.shopifyNews().latency());
        latency("stock, to Meituan", receivers.meituanNews().latency());
        latency("order, to Meituan's confirm", receivers.meituanAnswers().confirmations());
        latency("till sale, to the ERP", receivers.erpOrders().tillSales());
        latency("till sale, to the CRM", receivers.crmOrders().tillSales());
        progress.print("");
        heard(
                "Shopify (%d calls/s, 250 SKUs each)".formatted(Receivers.SHOPIFY_STOCK_CALLS_PER_SECOND),
                receivers.shopifyHeard());
        heard(
                "Meituan (%d calls/s, 200 SKUs each)".formatted(Receivers.MEITUAN_CALLS_PER_SECOND),
                receivers.meituanHeard());
        progress.print(
                "orders answered to Meituan: " + receivers.meituanAnswers().summary());
        progress.print(
                "shipments told to Shopify: " + receivers.shopifyFulfilments().summary());
        heard("ERP", receivers.erpHeard());
        heard("CRM", receivers.crmHeard());
        heard("App", receivers.appHeard());
        progress.print("ERP: " + erp.summary());
        progress.print(
                "on purpose: %d repeated orders, %d reused numbers, %d wrong signatures, %d duplicates, %d out of order"
                        .formatted(
                                tally.repeated().sum(),
                                tally.reusedKeys().sum(),
                                tally.wrongSignatures().sum(),
                                tally.duplicates().sum(),
                                tally.outOfOrder().sum()));
        progress.print("cancelled too late: %d; told to slow down: %d; broken connections: %d; discrepancies opened: %d"
                .formatted(tally.lateCancels().sum(), http.slowedDown(), http.broken(), receivers.discrepancies()));
        verdict(verdict);
    }

    private void verdict(Verdict verdict) {
        oddities.kept().forEach(oddity -> progress.print("ODD  " + oddity));
        if (oddities.count() > 0) {
            progress.print("%d answers that the contract does not foresee".formatted(oddities.count()));
        }
        verdict.findings().forEach(finding -> progress.print("FINDING  " + finding));
        progress.print("");
        progress.print(verdict.afterSales());
        progress.print(verdict.detail());
        progress.print(verdict.headline());
    }

    private void latency(String title, Latency latency) {
        progress.print("%-32s %10s %10s %,10d".formatted(title, latency.at(50), latency.at(99), latency.count()));
    }

    private void heard(String who, Receivers.Heard heard) {
        progress.print("%-36s heard %,d, turned away %,d, wrong %,d"
                .formatted(who, heard.accepted(), heard.turnedAway(), heard.wrong()));
    }
}
