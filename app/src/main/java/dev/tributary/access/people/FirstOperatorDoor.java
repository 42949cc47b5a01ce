package dev.tributary.access.people;

import dev.tributary.access.IssuedClient;
import dev.tributary.access.OpenToAll;
import dev.tributary.kernel.ProblemException;
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

    record Wish(
            @Nullable String token,
            @Nullable String name,
            @Nullable String password) {}

    record Answer(String operator, IssuedClient client) {}

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
