package dev.tributary.channels.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One thing that happens between a platform and the hub, and what must come of it.
 *
 * @param line where it stands in its file
 */
record Sample(String name, int line, Deed deed, Expectation expectation) {

    sealed interface Deed {

        /**
         * The platform calls us.
         *
         * @param kind the last part of the called path
         * @param headers by their names in small letters
         * @param signed whether the file's own signature is added
         */
        record Receives(
                String kind, String url, String query, SortedMap<String, String> headers, byte[] body, boolean signed)
                implements Deed {}

        /** A frame of the platform's socket. */
        record Hears(String frame) implements Deed {}

        /** We call the platform. */
        record Tells(PlatformRequest request, ObjectNode asked) implements Deed {}

        /** The platform answers a call of ours. */
        record Answers(
                PlatformRequest request, int status, SortedMap<String, String> headers, JsonNode body, JsonNode asked)
                implements Deed {}
    }

    sealed interface Expectation {

        /** The whole of what a mapping makes. */
        record Gives(JsonNode told) implements Expectation {}

        /** @param problem such as {@code bad-signature} */
        record Refuses(String problem) implements Expectation {}

        /** @param code of a mapping's failure */
        record Parks(String code) implements Expectation {}

        /** Those members of a call that stand here. */
        record Sends(JsonNode call) implements Expectation {}

        /**
         * What is read out of an answer; what is absent is not compared.
         *
         * @param gives what is made of its items, or of the one it found, or the whole of it where it brings none
         * @param page the rest of a list's answer
         */
        record Reads(Optional<String> means, Optional<JsonNode> gives, Optional<JsonNode> page, Optional<String> parks)
                implements Expectation {}
    }
}
