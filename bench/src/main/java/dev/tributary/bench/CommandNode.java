package dev.tributary.bench;

import dev.tributary.TributaryApplication;
import dev.tributary.inventory.StockChange;
import dev.tributary.inventory.StockKey;
import dev.tributary.kernel.ChannelId;
import dev.tributary.kernel.MerchantId;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.NodeId;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.SkuId;
import dev.tributary.orders.Command;
import dev.tributary.orders.OrderDraft;
import dev.tributary.orders.OrderIntake;
import dev.tributary.orders.OrderState;
import dev.tributary.orders.Outcome;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A whole hub in its own process with one more door, for proofs: every command there is, one a line on standard input,
 * and its outcome on standard output once it is committed. Half of the commands have no door in HTTP, and a killed
 * process leaves no doubt about what it had acknowledged.
 */
public final class CommandNode {

    private final MerchantId merchant;
    private final NodeId node;
    private final ChannelId app;
    private final ChannelId tills;
    private final OrderIntake intake;
    private final PrintStream out;

    private CommandNode(String[] shop, OrderIntake intake, PrintStream out) {
        merchant = new MerchantId(Long.parseLong(shop[0]));
        node = new NodeId(Long.parseLong(shop[1]));
        app = new ChannelId(Long.parseLong(shop[2]));
        tills = new ChannelId(Long.parseLong(shop[3]));
        this.intake = intake;
        this.out = out;
    }

    /** @param arguments the four ids of the shop, then what the hub is started with */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        String[] hub = Arrays.copyOfRange(arguments, 4, arguments.length);
        var context = new SpringApplicationBuilder(TributaryApplication.class, HeardConsumer.class).run(hub);
        var commands = new CommandNode(arguments, context.getBean(OrderIntake.class), out);
        commands.answer("ready");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            Thread.startVirtualThread(() -> commands.run(words));
        }
        // Standard input ends when the proof is over or has died.
        context.close();
        System.exit(0);
    }

    private void run(String[] words) {
        try {
            intake.submit(command(words), OrderIntake.Lane.SINGLE)
                    .whenComplete((outcome, failed) ->
                            answer(words[0] + " " + (failed == null ? text(outcome) : "failed " + name(failed))));
        } catch (RuntimeException e) {
            answer(words[0] + " failed " + name(e));
        }
    }

    private static String name(Throwable failed) {
        return (failed.getClass().getSimpleName() + ":" + failed.getMessage()).replaceAll("\\s+", "_");
    }

    private synchronized void answer(String line) {
        out.println(line);
        out.flush();
    }

    private Command command(String[] words) {
        return switch (words[1]) {
            case "request" ->
                place(words, OrderDraft.Intent.REQUEST, app, 0, false, Duration.ofMillis(Long.parseLong(words[5])));
            case "fact" -> place(words, OrderDraft.Intent.FACT, app, 1, false, Duration.ofHours(2));
            case "till" -> place(words, OrderDraft.Intent.FACT, tills, 1, true, Duration.ofHours(2));
            case "told" -> new Command.TellCancelled(merchant, app, words[2], 2, "told");
            case "pay" -> new Command.Pay(merchant, order(words), payment(words[3], Long.parseLong(words[4])));
            case "cancel" -> new Command.Cancel(merchant, order(words), words[3], "proof", "proof");
            case "expire" -> new Command.Expire(merchant, order(words));
            case "edit" ->
                new Command.EditLines(
                        merchant, order(words), words[3], Map.of(1, Long.parseLong(words[4])), "proof", "proof");
            case "ship" ->
                new Command.Ship(
                        merchant,
                        order(words),
                        words[3],
                        "SF",
                        words[3],
                        List.of(new Command.Ship.LineUnits(1, Long.parseLong(words[4]))),
                        "proof");
            case "decide" ->
                new Command.Decide(merchant, order(words), words[3], OrderState.valueOf(words[4]), "proof", "proof");
            case "retry" -> new Command.RetryWaiting(merchant, order(words), Map.of());
            case "receive" -> receive(words);
            default -> throw new IllegalArgumentException("no command " + words[1]);
        };
    }

    private Command place(
            String[] words, OrderDraft.Intent intent, ChannelId channel, long version, boolean ships, Duration hold) {
        String number = words[2];
        long units = Long.parseLong(words[4]);
        Money price = new Money(100, Shop.CURRENCY);
        Money nothing = new Money(0, Shop.CURRENCY);
        Money total = new Money(100 * units, Shop.CURRENCY);
        return new Command.Place(new OrderDraft(
                merchant,
                channel,
                number,
                Arrays.copyOf(number.getBytes(StandardCharsets.UTF_8), 32),
                Optional.empty(),
                intent,
                OrderDraft.Fill.ALL_OR_NOTHING,
                version,
                Instant.now(),
                Optional.empty(),
                new OrderDraft.Delivery(
                        ships ? OrderDraft.Delivery.Method.CARRIED_OUT : OrderDraft.Delivery.Method.SHIP,
                        Optional.empty()),
                List.of(new OrderDraft.Line(
                        1,
                        Optional.of(new SkuId(Long.parseLong(words[3]))),
                        "SKU",
                        "A product",
                        units,
                        price,
                        nothing,
                        List.of(node))),
                List.of(),
                nothing,
                nothing,
                Optional.of(total),
                ships ? Optional.of(payment(number + "-tender", 100 * units)) : Optional.empty(),
                false,
                ships,
                hold,
                Optional.empty(),
                Map.of()));
    }

    private Command receive(String[] words) {
        String key = words[2];
        var change = new StockChange(
                new StockKey(merchant, new SkuId(Long.parseLong(words[3])), node),
                StockChange.Kind.RECEIVE,
                Long.parseLong(words[4]),
                "receipt/" + key,
                OptionalLong.empty());
        byte[] hash = Arrays.copyOf(key.getBytes(StandardCharsets.UTF_8), 32);
        return new Command.ChangeStock(merchant, key, hash, List.of(change), "proof");
    }

    private static OrderDraft.Payment payment(String reference, long amount) {
        return new OrderDraft.Payment(reference, "WECHAT", new Money(amount, Shop.CURRENCY), Instant.now());
    }

    private static OrderId order(String[] words) {
        return new OrderId(Long.parseLong(words[2]));
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Placed placed -> "placed " + placed.order() + " " + placed.state();
            case Outcome.Refused refused -> "refused " + refused.order();
            case Outcome.Done done -> "done " + done.order() + " " + done.state();
            case Outcome.Held held -> "held until " + held.expiresAt();
            case Outcome.StockDone stock -> "stock " + stock.rows();
            case Outcome.SnapshotDone done -> "snapshot of " + done.rows().size();
            case Outcome.TakenBack taken -> "taken back " + taken.id();
            case Outcome.Ignored ignored -> "ignored";
            case Outcome.Rejected rejected -> "rejected " + rejected.why();
        };
    }
}
