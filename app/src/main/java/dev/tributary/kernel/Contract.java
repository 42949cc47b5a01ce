package dev.tributary.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a handler of a public door promises beyond its mapping, its signature and its scope: the API document is made of
 * these. Bodies that are read as streams or trees have no type of their own; here they have a shape.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Contract {

    /** The call's name in generated clients, unique. Handlers of one address share one: that of the first by the alphabet. */
    String id();

    /** What the call does and what to mind, in plain sentences. */
    String says();

    /** The shape of the body; of a file's row where the mapping consumes CSV; {@code byte[]} for bytes as they are. */
    Class<?> body() default void.class;

    /** The parameters of a handler that reads them itself. */
    Class<?> query() default void.class;

    Key key() default Key.NONE;

    /** Takes {@code If-Match}, and is refused when what it changes is no longer as it was read. */
    boolean ifMatch() default false;

    int[] status() default 200;

    /** One of these; none given: what the handler returns. */
    Class<?>[] answer() default {};

    /** The answer carries its version as an ETag. */
    boolean versioned() default false;

    /** Beside those that follow from token, body, key and parameters. */
    Problem[] refusals() default {};

    /** Errors that are more than a problem, or none. */
    Failure[] failures() default {};

    /** Whether the call takes an {@code Idempotency-Key}. */
    enum Key {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    @interface Failure {
        int[] status();

        Class<?> shape();

        String mediaType() default "application/problem+json";
    }
}
