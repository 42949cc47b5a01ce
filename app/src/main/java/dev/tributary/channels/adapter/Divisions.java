package dev.tributary.channels.adapter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The provinces of China under each of the names that platforms give them. */
final class Divisions {

    /**
     * @param code of GB/T 2260, as regions of the hub have it
     * @param begins of the name, without what kind of division it is
     * @param letters of ISO 3166-2, without the country's
     * @param latin what its names in Latin letters begin with, small and without anything between letters
     */
    private record Division(String code, String begins, String letters, List<String> latin) {

        boolean isCalled(String name) {
            return name.startsWith(begins)
                    || name.equals(code)
                    || name.equalsIgnoreCase(letters)
                    || name.equalsIgnoreCase("CN-" + letters)
                    || latin.stream().anyMatch(lettersOnly(name)::startsWith);
        }
    }

    private static final Pattern NO_LETTER = Pattern.compile("[^a-z]");
    private static final List<Division> CHINA = read("/regions/CN.csv");

    private Divisions() {}

    private static String lettersOnly(String name) {
        return NO_LETTER.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** The hub's code of a division: of China that of its province; elsewhere the name itself. */
    static Optional<String> code(String country, String name) {
        if (!country.equals("CN")) {
            return Optional.of(name);
        }
        return CHINA.stream()
                .filter(division -> division.isCalled(name.strip()))
                .map(Division::code)
                .findFirst();
    }

    private static List<Division> read(String resource) {
        try (var file = Objects.requireNonNull(Divisions.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(","))
                    .map(fields -> new Division(fields[0], fields[1], fields[2], List.of(fields[3].split("/"))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
