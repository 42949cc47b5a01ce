package dev.tributary.channels.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one adapter file says, ready to use.
 *
 * @param version the first digits of the SHA-256 of the file's text
 * @param facts true when its orders have happened already and may not be refused
 * @param restsOn per area (signature, orders, stock, ...) what our knowledge of the platform rests on
 * @param settings what an account must bring
 * @param time how the platform writes moments in calls of ours
 * @param messages by the platform's name of the message, or by the name of the list it is pulled from
 * @param personal names of members that hold personal data, at any depth; masked on screens
 */
public record Adapter(
        String name,
        String version,
        boolean facts,
        Map<String, RestsOn> restsOn,
        Map<String, Setting> settings,
        TimeFormat time,
        Optional<Token> token,
        Optional<Door> door,
        Optional<Socket> socket,
        Optional<Drop> drop,
        Map<String, Mapping> messages,
        Optional<Pull> pull,
        Optional<Certificate> certificate,
        Optional<StockOut> stock,
        Optional<AnswersOut> answers,
        Optional<ShipmentsOut> shipments,
        Set<String> personal) {

    /** How requests name the token that {@link Token} gets. */
    public static final String TOKEN = "token";

    public Optional<Mapping> message(String kind) {
        return Optional.ofNullable(messages.get(kind));
    }

    public boolean secret(String setting) {
        var declared = settings.get(setting);
        return declared != null && declared.secret();
    }

    /** What the file describes of its platform, as the file calls it; {@code door} also where people bring files. */
    public Set<String> parts() {
        var parts = new LinkedHashSet<String>();
        if (door.isPresent() || drop.isPresent()) {
            parts.add("door");
        }
        socket.ifPresent(any -> parts.add("socket"));
        pull.ifPresent(any -> parts.add("pull"));
        token.ifPresent(any -> parts.add("token"));
        certificate.ifPresent(any -> parts.add("certificate"));
        stock.ifPresent(any -> parts.add("stock"));
        answers.ifPresent(any -> parts.add("answers"));
        shipments.ifPresent(any -> parts.add("shipments"));
        return parts;
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

    /**
     * How the platform calls us. Parameters are those of the query and the form, or of a JSON body the members that are
     * texts or numbers.
     *
     * @param signature empty only where a message must decrypt
     * @param each true when the body is an array of messages
     * @param unwrapping done when a message is understood; at the door only what checks the sender is read
     * @param ping what the platform sends unsigned to see whether somebody is there: acknowledged, and never stored
     */
    public record Door(
            Transport transport,
            Optional<Signature> signature,
            Optional<Decryption> decryption,
            Optional<Timestamp> timestamp,
            List<Match> matches,
            Optional<Named> kind,
            MessageKey messageKey,
            boolean textMayBeEncodedTwice,
            boolean each,
            Optional<Unwrapping> unwrapping,
            Optional<Handshake> handshake,
            Optional<Pattern> ping,
            Acknowledgement acknowledgement) {

        /** False when a call can be checked by its bytes and headers alone. */
        public boolean checksParameters() {
            return signature.isPresent()
                            && (signature.get().scheme().namesParameters()
                                    || signature.get().parameter().isPresent())
                    || timestamp.isPresent()
                    || matches.stream().anyMatch(match -> match.parameter().isPresent());
        }

        /** False when nothing of a body need be understood at the door. */
        public boolean readsParameters() {
            return checksParameters()
                    || kind.flatMap(Named::parameter).isPresent()
                    || messageKey.named().flatMap(Named::parameter).isPresent();
        }
    }

    /** Stands in a header or in a parameter. */
    public record Named(Optional<String> header, Optional<String> parameter) {}

    /** The platform calls by GET, signed, before it calls by POST: it wants to hear one of its parameters. */
    public record Handshake(Signature signature, String answers) {}

    /**
     * A WebSocket that we open and over which the platform pushes.
     *
     * @param url with settings, {@code {timestamp}} and {@code {signature}} in braces
     * @param time how the url's and the signature's timestamp is written
     * @param hello what is said first
     * @param frame maps {@code {frame, now}} to {@code {kind, key, answer}}: a message with its kind and what names it, and
     *     what is said once it is stored; without a kind nothing is stored
     */
    public record Socket(
            String url,
            TimeFormat time,
            Optional<Signed> signature,
            Optional<Mapping> hello,
            Heartbeat heartbeat,
            Mapping frame) {

        private static final Set<String> OF_THE_CALL = Set.of("timestamp", "signature");

        /** False where a setting is left out that the url names: such an account is not pushed to. */
        public boolean isFor(Map<String, String> settings) {
            return Template.names(url).stream()
                    .allMatch(name -> OF_THE_CALL.contains(name) || settings.containsKey(name));
        }

        /** Over settings, {@code {timestamp}} and the secret. */
        public record Signed(SignatureScheme scheme, String secret) {}

        /** @param body what is said beside a ping */
        public record Heartbeat(Duration every, Optional<Mapping> body) {}
    }

    /**
     * Files of rows that people bring, CSV or Excel. Rows of one order are one message.
     *
     * @param key the setting that holds what who brings a file must know
     * @param gathers the column that names a row's order
     * @param columns by what the mapping calls them, in the order of the template
     */
    public record Drop(String key, String gathers, SequencedMap<String, Column> columns) {

        /** Every message of a file is of this kind. */
        public static final String KIND = "rows";

        /** @param names by which the first row of a file may call it, the template's first */
        public record Column(List<String> names, boolean required) {}
    }

    public enum Transport {
        JSON,
        FORM,
        XML
    }

    /**
     * Comes in a header or in a parameter: of the form or query, or a member of the JSON body.
     *
     * @param member of the body of a call of ours, which is signed without it
     * @param sortedOf members of the JSON body of a call of ours whose own members are sorted, each value as JSON text;
     *     all parameters when empty
     * @param secret which setting it is made with
     */
    public record Signature(
            SignatureScheme scheme,
            Optional<String> header,
            Optional<String> parameter,
            Optional<String> member,
            Set<String> sortedOf,
            String secret) {}

    /** Seconds or milliseconds since 1970 in a parameter, refused outside the window on either side. */
    public record Timestamp(String parameter, Unit unit, int windowSeconds) {
        public enum Unit {
            SECONDS,
            MILLIS
        }
    }

    /** The message must name the account it was sent to. */
    public record Match(Optional<String> header, Optional<String> parameter, String setting) {}

    /** What makes two messages the same one: what the platform calls it, or a hash of the content without some parameters. */
    public record MessageKey(Optional<Named> named, Set<String> hashWithout) {}

    public record Acknowledgement(int status, String contentType, String body) {}

    /**
     * How the platform is told about stock.
     *
     * @param due how old a change may be when the platform hears of it
     * @param again how long a figure that was told counts where the platform's own sales move it; empty where it stays as
     *     it was told, or is looked up
     * @param difference how it is kept right where the platform takes no figure
     */
    public record StockOut(
            Figure figure,
            Duration due,
            Budget budget,
            Optional<Duration> again,
            Optional<Difference> difference,
            Request request,
            Mapping answer) {

        /** One figure per channel (the sum over its nodes), or one for every store of the account. */
        public enum Figure {
            CHANNEL,
            STORE
        }

        /**
         * Stock that is moved by a difference only.
         *
         * @param lowersItself whether the platform's own sales move its figure too
         * @param numbersKept how long the platform takes a second call of one number for the first; empty where it has
         *     no such numbers
         * @param every how long a look-up counts
         * @param settle how long a call whose outcome is unknown may still have an effect
         * @param lookUp says what the platform holds: {@code {outcome, held: [{channelSku, units}]}}
         */
        public record Difference(
                boolean lowersItself, Optional<Duration> numbersKept, Duration every, Duration settle, LookUp lookUp) {}
    }

    /**
     * How the platform hears what the hub has decided about its orders.
     *
     * @param waitMax how long an order may wait for stock or a mapping before the platform hears that it cannot be met
     * @param tells only what stands here is told
     */
    public record AnswersOut(Budget budget, Duration waitMax, Map<Tell, Request> tells, Mapping answer) {}

    /**
     * How the platform hears which goods left with which carrier.
     *
     * @param carriers what the platform calls them, by our codes in small letters
     * @param lookUp what must be known of the order at the platform before it can be told
     */
    public record ShipmentsOut(
            Budget budget,
            Map<String, Map<String, String>> carriers,
            Optional<LookUp> lookUp,
            Request request,
            Mapping answer) {

        /** Our codes are told apart by more than the case of their letters. */
        public Optional<Map<String, String>> carrier(String code) {
            return Optional.ofNullable(carriers.get(code.strip().toLowerCase(Locale.ROOT)));
        }
    }

    /** @param answer maps {@code {status, headers, body, asked}} to the outcome and what was found */
    public record LookUp(Request request, Mapping answer) {}

    /** What a platform can hold of an order, in the order it comes to hold it. */
    public enum Tell {
        CONFIRMED,
        CANCELLED
    }

    /**
     * @param skusPerCall 1 in a budget of answers and of shipments: a call is about one order
     * @param within which limits each call counts for, beside this budget
     */
    public record Budget(double callsPerSecond, int burst, int skusPerCall, int parallel, List<Limit> within) {

        public Budget at(double otherCallsPerSecond) {
            return new Budget(otherCallsPerSecond, burst, skusPerCall, parallel, within);
        }
    }

    /**
     * What calls of several kinds may come to together.
     *
     * @param per the setting by which accounts share it, such as that of the app; absent when each channel has its own
     */
    public record Limit(String name, Optional<String> per, double callsPerSecond, int burst) {}

    /**
     * A call of ours. Url, header values and query may name settings in braces, {@code {timestamp}}, {@code {token}}
     * where the file has one, and what a call of its kind is about.
     *
     * @param path maps what the call is about to what follows the url, part by part
     * @param basic whom the call is from, in the header of HTTP Basic
     * @param parameters maps what the call is about to parameters of the query beside those of {@code query}
     * @param members of the body beside those of {@code body}; other than those they may name secrets
     * @param body maps what the call is about to the body's members; without both the body is empty
     */
    public record Request(
            Method method,
            String url,
            Optional<Mapping> path,
            Optional<Basic> basic,
            Map<String, String> headers,
            Map<String, String> query,
            Optional<Mapping> parameters,
            Transport transport,
            Optional<Signature> signature,
            Map<String, String> members,
            Optional<Mapping> body) {

        /** The settings that hold name and password. */
        public record Basic(String name, String password) {}

        public enum Method {
            GET,
            PATCH,
            POST,
            PUT
        }
    }

    /**
     * How a token for calls is got that ends after a while.
     *
     * @param answer maps {@code {status, headers, body}} to {@code {outcome, token, expiresInSeconds, refreshToken}}
     */
    public record Token(Request request, Mapping answer) {}

    /** False when nothing comes in by it: then its orders come through {@code /v1}. */
    public boolean brings() {
        return door.isPresent() || socket.isPresent() || pull.isPresent() || drop.isPresent();
    }

    /** True for messages of this kind that are fetched, which are JSON whatever the door takes. */
    public boolean pulls(String kind) {
        return pull.isPresent() && pull.get().lists().containsKey(kind);
    }

    /** What is asked of the platform again and again: its lists of what changed, in the order of the file. */
    public record Pull(Budget budget, Map<String, PulledList> lists) {}

    /**
     * One list of what changed between two moments.
     *
     * @param every between two looks at what is new
     * @param overlap how far each window reaches back into the one before
     * @param settle how long the platform may take until a change is in its list
     * @param backMax how far back the platform's list reaches
     * @param detail how the whole of one item is got by its number; without it the list's own item is the message
     */
    public record PulledList(
            Duration every,
            Duration overlap,
            Duration settle,
            Duration backMax,
            ListCall call,
            Optional<Detail> detail) {}

    /**
     * How a list is asked for, page by page.
     *
     * @param windowMax the longest time the platform lets a call ask for
     * @param windowItemsMax of which the platform shows no more in one window, however it is paged
     * @param answer maps {@code {status, headers, body, asked}} to
     *     {@code {outcome, items: [{number, version, message}], pages, total, more, cursor, next}}
     */
    public record ListCall(Duration windowMax, int windowItemsMax, Paging paging, Request request, Mapping answer) {}

    /**
     * How the platform counts a day's orders.
     *
     * @param after how long after the day's end its orders are counted
     * @param settle how far back from now the platform can be asked; of a day that is not over, no more is counted
     * @param call lists what was placed between two moments, with {@code {amount, currency, over}} as each message
     * @param detail asks for each order's amount where the list only names it: then its message is as above
     * @param fetches the pulled list whose {@code detail} fetches what is missing
     */
    public record Certificate(
            Duration after, Duration settle, ListCall call, Optional<Detail> detail, Optional<String> fetches) {}

    /**
     * @param lookUp what must be asked first, where one call does not tell all: request and answer see it as {@code found}
     * @param answer maps {@code {status, headers, body, asked}} to {@code {outcome, reason, message}}
     */
    public record Detail(Optional<LookUp> lookUp, Request request, Mapping answer) {}

    /**
     * @param first the number of the first page
     * @param size items of a page
     * @param start the cursor of the first page
     */
    public record Paging(Way way, int first, int size, String start) {

        public enum Way {
            /** Pages by number; what changes meanwhile can make an item slip past, which the list's total tells. */
            FORWARD,
            /** From the last page to the first: what changes meanwhile leaves the window and shifts items towards us. */
            BACKWARD,
            /** Each page names the cursor of the next. */
            CURSOR,
            /** Each page names the address of the next. */
            NEXT_LINK
        }
    }

    /** A compiled expression of the file. */
    @FunctionalInterface
    public interface Mapping {

        /** @throws MappingFailure when the message cannot be understood, with the reason */
        JsonNode apply(JsonNode message);
    }
}
