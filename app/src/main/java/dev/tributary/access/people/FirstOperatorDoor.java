package dev.tributary.access.people;

import dev.tributary.access.IssuedClient;
import dev.tributary.access.OpenToAll;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/first-operator}: the one-time link for programs. */
@RestController
class FirstOperatorDoor {

    private final FirstOperator firstOperator;
    private final FirstOperatorLink link;

    FirstOperatorDoor(FirstOperator firstOperator, FirstOperatorLink link) {
        this.firstOperator = firstOperator;
        this.link = link;
    }

    @Shape(value = "FirstOperator", open = true)
    record Wish(
            @Nullable String token,
            @Nullable String name,
            @Nullable String password) {}

    @Shape("WelcomedOperator")
    record Answer(String operator, IssuedClient client) {}

    @Contract(
            id = "welcomeFirstOperator",
            says =
                    "Once: the token of the link that the first start prints makes the first operator and the administrator's client.",
            body = Wish.class,
            status = 201,
            refusals = {Problem.FORBIDDEN, Problem.CONFLICT})
    @OpenToAll(because = "the token of the one-time link is the credential")
    @PostMapping("/v1/first-operator")
    @ResponseStatus(HttpStatus.CREATED)
    Answer welcome(@RequestBody Wish wish) {
        var welcomed = firstOperator.welcome(
                required("/token", wish.token()),
                required("/name", wish.name()),
                required("/password", wish.password()));
        link.forget();
        return new Answer(welcomed.operator().name(), welcomed.client());
    }

    private static String required(String pointer, @Nullable String value) {
        if (value == null) {
            throw ProblemException.invalid(pointer, "required", "This is required.");
        }
        return value;
    }
}
