package dev.tributary.console.orders;

import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.OrderId;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Region;
import dev.tributary.orders.OrderBook;
import dev.tributary.orders.OrderDesk;
import dev.tributary.orders.OrderDraft;
import dev.tributary.vault.PersonalData;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sends an order to someone else. The form is filled in clear, so only a reveal, which is recorded, shows it. */
@Controller
@RequestMapping("/console/m/{merchant}/orders/{order:[1-9][0-9]{0,17}}/recipient")
class RecipientController {

    private static final int NAME_MAX = 200;
    private static final int PHONE_MAX = 32;
    private static final int ADDRESS_MAX = 500;

    private final OrderBook book;
    private final OrderDesk orders;

    RecipientController(OrderBook book, OrderDesk orders) {
        this.book = book;
        this.orders = orders;
    }

    record Form(String name, String phone, String email, String address, String country, String region) {}

    @PostMapping
    String change(Desk desk, @PathVariable long order, Form form, RedirectAttributes redirect) {
        var id = new OrderId(order);
        var known = book.find(desk.id(), id).orElseThrow(() -> ProblemException.notFound("no such order"));
        var person = new PersonalData(
                text("name", form.name(), NAME_MAX),
                text("phone", form.phone(), PHONE_MAX),
                text("email", form.email(), NAME_MAX),
                text("address", form.address(), ADDRESS_MAX));
        if (person.name().isEmpty()
                && person.phone().isEmpty()
                && person.address().isEmpty()) {
            throw ProblemException.invalid(
                    "/name", "required", "name the new recipient, or give a phone or an address");
        }
        var region = region(form).or(known.delivery()::region);
        var delivery = new OrderDraft.Delivery(known.delivery().method(), region);
        orders.changeRecipient(desk.id(), id, person, delivery, OptionalLong.empty(), desk.actor());
        Flash.good(redirect, "order.flash.recipient");
        return "redirect:" + desk.path("/orders/" + order);
    }

    private static Optional<String> text(String field, String text, int lengthMax) {
        String stripped = text.strip();
        if (stripped.length() > lengthMax) {
            throw ProblemException.invalid("/" + field, "length", "at most %d characters".formatted(lengthMax));
        }
        return Optional.of(stripped).filter(given -> !given.isEmpty());
    }

    private static Optional<Region> region(Form form) {
        if (form.region().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Region(form.country().strip(), form.region().strip()));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(
                    "/region", "invalid_value", "no region: country and code, such as CN 310101");
        }
    }
}
