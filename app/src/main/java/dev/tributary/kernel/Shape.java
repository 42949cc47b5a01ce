package dev.tributary.kernel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the API document calls a record; without this it has the record's own name. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Shape {

    String value();

    /** Members that nobody knows are passed over, where bodies are otherwise refused for them. */
    boolean open() default false;
}
