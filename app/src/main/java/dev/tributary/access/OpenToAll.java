package dev.tributary.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks the rare {@code /v1} handler that asks for no token; without this or {@link Needs} the hub does not start. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenToAll {
    /** Why nobody needs to be known here, or how the handler knows them by itself. */
    String because();
}
