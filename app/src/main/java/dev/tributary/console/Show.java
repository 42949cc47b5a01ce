package dev.tributary.console;

import dev.tributary.catalog.Merchant;
import dev.tributary.kernel.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** How values look on screens, in the reader's language and the merchant's zone; templates call it {@code @show}. */
@Component("show")
public class Show {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Clock clock;
    private final MessageSource messages;

    Show(Clock clock, MessageSource messages) {
        this.clock = clock;
        this.messages = messages;
    }

    /** {@code ¥1,290.00} in the reader's language. */
    public String money(Money money) {
        int digits = Math.max(0, money.currency().getDefaultFractionDigits());
        var format = NumberFormat.getCurrencyInstance(LocaleContextHolder.getLocale());
        format.setCurrency(money.currency());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        String text = format.format(BigDecimal.valueOf(money.amount(), digits));
        return text.replace("CN¥", "¥");
    }

    public String units(long units) {
        return NumberFormat.getIntegerInstance(LocaleContextHolder.getLocale()).format(units);
    }

    /** With a plus or a proper minus sign; nothing for zero. */
    public String change(long units) {
        return units == 0 ? "" : (units > 0 ? "+" : "−") + units(Math.abs(units));
    }

    public String rate(double perSecond) {
        var format = NumberFormat.getNumberInstance(LocaleContextHolder.getLocale());
        format.setMaximumFractionDigits(perSecond < 10 ? 1 : 0);
        return format.format(perSecond);
    }

    /** The time alone today, with the day otherwise. */
    public String time(Instant instant, Merchant merchant) {
        var there = instant.atZone(merchant.zone());
        boolean today = there.toLocalDate().equals(LocalDate.now(clock.withZone(merchant.zone())));
        return there.format(today ? TIME : DAY_AND_TIME);
    }

    public String fullTime(Instant instant, Merchant merchant) {
        return instant.atZone(merchant.zone()).format(FULL);
    }

    /** From today, where the merchant is; below zero once the day is over. */
    public String daysLeft(LocalDate day, Merchant merchant) {
        return units(ChronoUnit.DAYS.between(LocalDate.now(clock.withZone(merchant.zone())), day));
    }

    public String ago(Instant instant) {
        return duration(Duration.between(instant, clock.instant()));
    }

    /** Until then, in its two largest units. */
    public String left(Instant instant) {
        long seconds = Math.max(0, Duration.between(clock.instant(), instant).toSeconds());
        if (seconds < 60) {
            return message("duration.seconds", seconds);
        }
        if (seconds < 3_600) {
            return message("duration.minutes", seconds / 60) + " " + message("duration.seconds", seconds % 60);
        }
        return seconds < 86_400
                ? message("duration.hours", seconds / 3_600) + " " + message("duration.minutes", seconds / 60 % 60)
                : message("duration.days", seconds / 86_400) + " " + message("duration.hours", seconds / 3_600 % 24);
    }

    public String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 1) {
            return message("duration.millis", Math.max(0, duration.toMillis()));
        }
        if (seconds < 120) {
            return message("duration.seconds", seconds);
        }
        if (seconds < 2 * 3_600) {
            return message("duration.minutes", seconds / 60);
        }
        return seconds < 2 * 86_400
                ? message("duration.hours", seconds / 3_600)
                : message("duration.days", seconds / 86_400);
    }

    /** Which colour a state is shown in; its name stands beside it, so the colour is never alone. */
    public String tone(Enum<?> state) {
        return switch (state.name()) {
            case "TO_SHIP", "ACCEPTED", "PAID", "CONFIRMED", "PROCESSED", "WELL" -> "good";
            case "IN_REVIEW",
                    "ON_HOLD",
                    "WAITING",
                    "WAITING_STOCK",
                    "WAITING_RECEIPT",
                    "WAITING_MAPPING",
                    "PARTLY_PAID",
                    "REFUND_DUE",
                    "PARKED" -> "warn";
            case "TO_PAY", "HELD", "PARTLY_SHIPPED" -> "info";
            default -> "";
        };
    }

    /** The name of something that happened to an order; a kind nobody translated is shown as it is. */
    public String kind(String kind) {
        String fallback = kind.replace('_', ' ').replace('-', ' ');
        var text = messages.getMessage(
                "timeline." + kind.toLowerCase(Locale.ROOT).replace('_', '-'),
                null,
                fallback,
                LocaleContextHolder.getLocale());
        return text == null ? fallback : text;
    }

    private String message(String key, long value) {
        return messages.getMessage(key, new Object[] {value}, LocaleContextHolder.getLocale());
    }
}
