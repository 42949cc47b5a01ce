package dev.tributary.openapi.document;

import dev.tributary.access.Needs;
import dev.tributary.access.Scope;
import dev.tributary.kernel.Contract;
import dev.tributary.kernel.Problem;
import dev.tributary.kernel.Sheet;
import dev.tributary.openapi.body.Csv;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** A mapped handler of a public door, and what it says of itself. */
record Call(String path, String verb, RequestMappingInfo mapping, Method handler, Contract contract) {

    /** Tables, whose columns are a record's components. */
    static final Set<MediaType> TABLES = Set.of(MediaType.valueOf(Csv.MEDIA_TYPE), MediaType.valueOf(Sheet.EXCEL));

    Optional<Scope> scope() {
        return Optional.ofNullable(handler.getAnnotation(Needs.class)).map(Needs::value);
    }

    /** What the mapping consumes; bytes as they are may be anything, and all else is JSON. */
    List<MediaType> bodyTypes() {
        var consumed = mapping.getConsumesCondition().getConsumableMediaTypes();
        if (consumed.isEmpty() && contract.body() == void.class) {
            return List.of();
        }
        if (!consumed.isEmpty()) {
            return consumed.stream()
                    .sorted(Comparator.comparing(MediaType::toString))
                    .toList();
        }
        return List.of(contract.body() == byte[].class ? MediaType.ALL : MediaType.APPLICATION_JSON);
    }

    /** What its callers must be ready for: what it says, and what follows from how it is called. */
    EnumSet<Problem> problems() {
        var problems = EnumSet.of(Problem.INTERNAL, Problem.UNAVAILABLE);
        problems.addAll(List.of(contract.refusals()));
        if (scope().isPresent()) {
            problems.addAll(List.of(Problem.UNAUTHENTICATED, Problem.FORBIDDEN, Problem.TOO_MANY_REQUESTS));
        }
        if (!bodyTypes().isEmpty()) {
            problems.add(Problem.BODY_TOO_LARGE);
        }
        if (bodyTypes().stream().anyMatch(type -> type.equals(MediaType.APPLICATION_JSON) || TABLES.contains(type))) {
            problems.addAll(List.of(Problem.INVALID_INPUT, Problem.MALFORMED_BODY));
        }
        if (!mapping.getConsumesCondition().isEmpty() || has(RequestBody.class)) {
            problems.add(Problem.UNSUPPORTED_MEDIA_TYPE);
        }
        if (handler.getReturnType() != void.class) {
            problems.add(Problem.NOT_ACCEPTABLE);
        }
        if (has(RequestParam.class) || contract.query().isRecord()) {
            problems.add(Problem.INVALID_INPUT);
        }
        if (contract.key() != Contract.Key.NONE) {
            problems.addAll(List.of(Problem.INVALID_INPUT, Problem.REUSED_KEY));
        }
        if (contract.ifMatch()) {
            problems.add(Problem.PRECONDITION_FAILED);
        }
        return problems;
    }

    private boolean has(Class<? extends Annotation> annotation) {
        return Arrays.stream(handler.getParameters()).anyMatch(parameter -> parameter.isAnnotationPresent(annotation));
    }
}
