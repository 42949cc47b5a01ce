package dev.tributary.channels.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one adapter file says, ready to use.
 *
 * @param facts true when its orders have happened already and may not be refused
 * @param restsOn per area (signature, orders, stock, ...) what our knowledge of the platform rests on
 * @param settings what an account must bring
 * @param messages by the platform's name of the message
 * @param personal names of members that hold personal data, at any depth; masked on screens
 */
public record Adapter(
        String name,
        boolean facts,
        Map<String, RestsOn> restsOn,
        Map<String, Setting> settings,
        Optional<Door> door,
        Map<String, Mapping> messages,
        Optional<StockOut> stock,
        Optional<AnswersOut> answers,
        Set<String> personal) {

    public Optional<Mapping> message(String kind) {
        return Optional.ofNullable(messages.get(kind));
    }

    public boolean secret(String setting) {
        var declared = settings.get(setting);
        return declared != null && declared.secret();
    }

    /** Why we believe what the file says. */
    public record RestsOn(Basis basis, String note) {
        public enum Basis {
            PUBLISHED_VECTOR,
            OFFICIAL_SDK,
            REAL_FIXTURE,
            STANDARD,
            UNVERIFIED
        }
    }

    public record Setting(String name, Kind kind, boolean required, boolean secret) {
        public enum Kind {
            TEXT,
            URL,
            NUMBER,
            /** Maps the platform's name of a store to the code of a node of ours. */
            STORES
        }
    }

    /** How the platform calls us. */
    public record Door(
            Transport transport,
            Signature signature,
            Optional<Timestamp> timestamp,
            List<Match> matches,
            Optional<String> kindHeader,
            MessageKey messageKey,
            boolean textMayBeEncodedTwice,
            Acknowledgement acknowledgement) {

        /** False when a call can be checked by its bytes and headers alone. */
        public boolean namesParameters() {
            return signature.scheme().namesParameters()
                    || signature.parameter().isPresent()
                    || timestamp.isPresent()
                    || matches.stream().anyMatch(match -> match.parameter().isPresent());
        }
    }

    public enum Transport {
        JSON,
        FORM
    }

    /**
     * Comes in a header or in a parameter: of the form or query, or a member of the JSON body.
     *
     * @param secret which setting it is made with
     */
    public record Signature(
            SignatureScheme scheme, Optional<String> header, Optional<String> parameter, String secret) {}

    /** Seconds since 1970 in a parameter, refused outside the window on either side. */
    public record Timestamp(String parameter, int windowSeconds) {}

    /** The message must name the account it was sent to. */
    public record Match(Optional<String> header, Optional<String> parameter, String setting) {}

    /** What makes two messages the same one: a header, or a hash of the content without some parameters. */
    public record MessageKey(Optional<String> header, Set<String> hashWithout) {}

    public record Acknowledgement(int status, String contentType, String body) {}

    /** How the platform is told about stock. */
    public record StockOut(Figure figure, Budget budget, Request request, Mapping answer) {

        /** One figure per channel (the sum over its nodes), or one for every store of the account. */
        public enum Figure {
            CHANNEL,
            STORE
        }
    }

    /**
     * How the platform hears what the hub has decided about its orders.
     *
     * @param waitMax how long an order may wait for stock or a mapping before the platform hears that it cannot be met
     * @param tells only what stands here is told
     */
    public record AnswersOut(Budget budget, Duration waitMax, Map<Tell, Request> tells, Mapping answer) {}

    /** What a platform can hold of an order, in the order it comes to hold it. */
    public enum Tell {
        CONFIRMED,
        CANCELLED
    }

    /** @param skusPerCall 1 in a budget of answers: a call is about one order */
    public record Budget(double callsPerSecond, int burst, int skusPerCall, int parallel) {}

    /**
     * @param url and header values may name settings in braces
     * @param query system parameters, which may name settings and {@code {timestamp}}
     * @param body maps {@code {account, store, skus: [{channelSku, available}]}}, or of an answer
     *     {@code {account, tells, number, cause}}, to the body's members
     */
    public record Request(
            String url,
            Map<String, String> headers,
            Map<String, String> query,
            Transport transport,
            Optional<Signature> signature,
            Mapping body) {}

    /** A compiled expression of the file. */
    @FunctionalInterface
    public interface Mapping {

        /** @throws MappingFailure when the message cannot be understood, with the reason */
        JsonNode apply(JsonNode message);
    }
}
