package dev.tributary.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds and meaning of a record's component or a handler's parameter, for the API document. Give the constants that the
 * reader itself uses. What is optional is an {@code Optional}.
 */
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Member {

    String says() default "";

    /** Of a number, of money's minor units, of a map's values. */
    long min() default Long.MIN_VALUE;

    long max() default Long.MAX_VALUE;

    /** Of text, or of each text in a list. */
    int charactersMin() default 0;

    int charactersMax() default Integer.MAX_VALUE;

    String pattern() default "";

    /** Of a list or a map. */
    int itemsMin() default 0;

    int itemsMax() default Integer.MAX_VALUE;
}
