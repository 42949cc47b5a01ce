package dev.tributary.openapi.channels;

import dev.tributary.access.Caller;
import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.catalog.Catalog;
import dev.tributary.channels.Certificates;
import dev.tributary.channels.Certificates.Certificate;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Member;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.Page;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.Shape;
import dev.tributary.openapi.Callers;
import dev.tributary.openapi.body.Days;
import dev.tributary.openapi.body.Fields;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What each platform counts of a day, what is here, and what is missing by name. */
@RestController
class CertificateDoor {

    private static final int LISTED_MAX = 200;

    @Shape("Certificate")
    record Shown(
            @Member(says = "In the merchant's zone.") LocalDate day,
            Instant from,
            Instant to,

            @Member(says = "`GREEN` when both sides are the same; `SIGNED` when a person answers for what is not.")
            Certificates.State state,

            @Member(says = "True while it is counted, for the first time or again.")
            boolean counting,

            Optional<Instant> countedAt,

            @Member(says = "Orders that the platform counts.")
            long theirs,

            @Member(says = "Orders that are here.") long ours,

            @Member(says = "One per currency.") List<Money> theirSums,
            List<Money> ourSums,
            long missing,
            long extra,

            @Member(says = "Orders whose amount is not the same, or that are over on one side only.")
            long differing,

            @Member(says = "Why it could not be counted; empty when it could.")
            String failure,

            Optional<String> signedBy,
            Optional<Instant> signedAt,
            Optional<String> reason) {}

    @Shape("CertificateDifference")
    record Difference(
            String number,
            Optional<String> order,

            @Member(says = "Absent when the platform does not count it.")
            Optional<Side> theirs,

            @Member(says = "Absent when it is not here.") Optional<Side> ours) {}

    @Shape("CertificateSide")
    record Side(
            Money amount,

            @Member(says = "Cancelled, or ended without payment.")
            boolean over) {}

    @Shape("CertificateSignature")
    record Signature(
            @Member(
                    charactersMin = 1,
                    charactersMax = Certificates.REASON_CHARACTERS_MAX,
                    says = "Why it is well that the sides differ.")
            String reason) {}

    private final Certificates certificates;
    private final Catalog catalog;

    CertificateDoor(Certificates certificates, Catalog catalog) {
        this.certificates = certificates;
        this.catalog = catalog;
    }

    @Contract(
            id = "listCertificates",
            says = "The channel's days, newest first, at most 200.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/channels/{code}/certificates")
    @Needs(Scope.ORDERS_READ)
    Page<Shown> list(Caller caller, @PathVariable String code) {
        var merchant = Callers.merchant(caller);
        var channel = ChannelCodes.find(catalog, merchant, code);
        return new Page<>(
                certificates.list(merchant, Optional.of(channel), LISTED_MAX).stream()
                        .map(CertificateDoor::shown)
                        .toList(),
                Optional.empty());
    }

    @Contract(id = "readCertificate", says = "One day.", refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/channels/{code}/certificates/{day}")
    @Needs(Scope.ORDERS_READ)
    Shown read(Caller caller, @PathVariable String code, @PathVariable String day) {
        var merchant = Callers.merchant(caller);
        return certificates
                .find(merchant, ChannelCodes.find(catalog, merchant, code), Days.parameter("day", day))
                .map(CertificateDoor::shown)
                .orElseThrow(() -> ProblemException.notFound("the channel has no certificate of " + day));
    }

    @Contract(
            id = "listCertificateDifferences",
            says = "The orders of the day that are not the same on both sides, by number, the first 500.",
            refusals = Problem.NOT_FOUND)
    @GetMapping("/v1/channels/{code}/certificates/{day}/differences")
    @Needs(Scope.ORDERS_READ)
    Page<Difference> differences(Caller caller, @PathVariable String code, @PathVariable String day) {
        var merchant = Callers.merchant(caller);
        var channel = ChannelCodes.find(catalog, merchant, code);
        return new Page<>(
                certificates.differences(merchant, channel, Days.parameter("day", day)).stream()
                        .map(CertificateDoor::shown)
                        .toList(),
                Optional.empty());
    }

    @Contract(
            id = "countCertificate",
            says = "Counts the day now; of today, so far. It is counted when `counting` is false.",
            status = 202,
            refusals = Problem.NOT_FOUND)
    @PostMapping("/v1/channels/{code}/certificates/{day}/count")
    @Needs(Scope.SETUP_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void count(Caller caller, @PathVariable String code, @PathVariable String day) {
        var merchant = Callers.merchant(caller);
        certificates.count(merchant, ChannelCodes.find(catalog, merchant, code), Days.parameter("day", day));
    }

    @Contract(
            id = "signCertificate",
            says = "Answers for what is not the same. The next count leaves it signed while it finds as much.",
            body = Signature.class,
            status = 204,
            refusals = {Problem.NOT_FOUND, Problem.CONFLICT})
    @PostMapping("/v1/channels/{code}/certificates/{day}/sign")
    @Needs(Scope.SETUP_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void sign(Caller caller, @PathVariable String code, @PathVariable String day, @RequestBody JsonNode body) {
        var merchant = Callers.merchant(caller);
        var channel = ChannelCodes.find(catalog, merchant, code);
        var fields = Fields.of(body);
        var reason = fields.text("reason", Certificates.REASON_CHARACTERS_MAX);
        fields.finish();
        certificates.sign(merchant, channel, Days.parameter("day", day), caller.clientId(), reason);
    }

    private static Shown shown(Certificate certificate) {
        return new Shown(
                certificate.day(),
                certificate.from(),
                certificate.to(),
                certificate.state(),
                certificate.counting(),
                certificate.countedAt(),
                certificate.theirs(),
                certificate.ours(),
                sums(certificate.theirSums()),
                sums(certificate.ourSums()),
                certificate.missing(),
                certificate.extra(),
                certificate.differing(),
                certificate.failure(),
                certificate.signed().map(Certificates.Signed::by),
                certificate.signed().map(Certificates.Signed::at),
                certificate.signed().map(Certificates.Signed::reason));
    }

    private static List<Money> sums(Map<String, Long> sums) {
        return sums.entrySet().stream()
                .map(sum -> Money.of(sum.getValue(), sum.getKey()))
                .toList();
    }

    private static Difference shown(Certificates.Difference difference) {
        return new Difference(
                difference.number(),
                difference.order().map(order -> Long.toString(order.value())),
                difference.theirs().map(CertificateDoor::side),
                difference.ours().map(CertificateDoor::side));
    }

    private static Side side(Certificates.Side side) {
        return new Side(side.amount(), side.over());
    }
}
