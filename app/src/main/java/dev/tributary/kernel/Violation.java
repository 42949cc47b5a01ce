package dev.tributary.kernel;

/**
 * One thing wrong with an input.
 *
 * @param pointer RFC 6901 JSON pointer into the body, or the name of the header or parameter
 * @param code stable snake_case word a program can switch on
 * @param detail one English sentence that says what to do
 */
public record Violation(String pointer, String code, String detail) {}
