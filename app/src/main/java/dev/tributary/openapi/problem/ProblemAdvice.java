package dev.tributary.openapi.problem;

import dev.tributary.kernel.Problem;
import dev.tributary.kernel.ProblemException;
import dev.tributary.kernel.RetryAfter;
import dev.tributary.kernel.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers every exception of every door with a problem. Pages for people keep their own error pages: an exception of a
 * handler that renders views, or at an address only pages live at, goes on its way untouched.
 */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final List<String> DOORS = List.of("/v1/", "/oauth/", "/doors/");

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemBody> answer(Exception fault, HttpServletRequest request, @Nullable HandlerMethod handler)
            throws Exception {
        if (fault instanceof AsyncRequestNotUsableException) {
            return null; // The caller hung up: there is nobody to answer.
        }
        if (!atADoor(request, handler)) {
            throw fault; // Thrown again as it was, it is left to whoever renders pages.
        }
        return answer(
                fault instanceof CompletionException && fault.getCause() instanceof Exception cause ? cause : fault,
                request);
    }

    private static ResponseEntity<ProblemBody> answer(Exception fault, HttpServletRequest request) {
        return switch (fault) {
            case ProblemException problem -> answer(problem);
            case HttpMessageNotReadableException unreadable -> answer(BodyFaults.of(unreadable));
            case HttpRequestMethodNotSupportedException method -> wrongMethod(method);
            case HttpMediaTypeNotSupportedException type ->
                answer(new ProblemException(
                        Problem.UNSUPPORTED_MEDIA_TYPE, "understood here: " + type.getSupportedMediaTypes()));
            case HttpMediaTypeNotAcceptableException type ->
                answer(new ProblemException(Problem.NOT_ACCEPTABLE, "offered here: " + type.getSupportedMediaTypes()));
            case NoResourceFoundException nothing -> answer(ProblemException.notFound("nothing at this address"));
            case NoHandlerFoundException nothing -> answer(ProblemException.notFound("nothing at this address"));
            case MaxUploadSizeExceededException large ->
                answer(new ProblemException(Problem.BODY_TOO_LARGE, "the upload is too large"));
            case MissingServletRequestParameterException missing ->
                answer(ProblemException.invalid(
                        missing.getParameterName(), "required", "this parameter must be given"));
            case MissingRequestHeaderException missing ->
                answer(ProblemException.invalid(missing.getHeaderName(), "required", "this header must be given"));
            case MethodArgumentTypeMismatchException wrong ->
                answer(ProblemException.invalid(wrong.getName(), "invalid_value", "it cannot be read"));
            case ServletRequestBindingException binding ->
                answer(new ProblemException(Problem.INVALID_INPUT, "a parameter is missing or cannot be read"));
            case AsyncRequestTimeoutException late -> unavailable(fault, "the answer took too long");
            case CannotCreateTransactionException away -> unavailable(fault, "the database cannot be reached");
            case DataAccessResourceFailureException away -> unavailable(fault, "the database cannot be reached");
            default -> ours(fault, request);
        };
    }

    private static boolean atADoor(HttpServletRequest request, @Nullable HandlerMethod handler) {
        return handler == null
                ? DOORS.stream().anyMatch(request.getRequestURI()::startsWith)
                : handler.hasMethodAnnotation(ResponseBody.class)
                        || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), ResponseBody.class);
    }

    private static ResponseEntity<ProblemBody> answer(ProblemException problem) {
        return answer(problem, new HttpHeaders());
    }

    private static ResponseEntity<ProblemBody> answer(ProblemException problem, HttpHeaders headers) {
        switch (problem.problem()) {
            case OVERLOADED -> headers.set(HttpHeaders.RETRY_AFTER, RetryAfter.overloadedSeconds());
            case UNAVAILABLE -> headers.set(HttpHeaders.RETRY_AFTER, "5");
            default -> {}
        }
        return ResponseEntity.status(problem.problem().status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemBody.of(problem));
    }

    private static ResponseEntity<ProblemBody> wrongMethod(HttpRequestMethodNotSupportedException method) {
        var headers = new HttpHeaders();
        var allowed = method.getSupportedHttpMethods();
        if (allowed != null) {
            headers.setAllow(allowed);
        }
        return answer(new ProblemException(Problem.METHOD_NOT_ALLOWED, "see the header Allow"), headers);
    }

    private static ResponseEntity<ProblemBody> unavailable(Exception fault, String detail) {
        LOG.warn("{}: {}", detail, fault.toString());
        return answer(new ProblemException(Problem.UNAVAILABLE, detail));
    }

    /** The reference finds the log line; what went wrong inside stays inside. */
    private static ResponseEntity<ProblemBody> ours(Exception fault, HttpServletRequest request) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("{} {} failed, reference {}", request.getMethod(), request.getRequestURI(), reference, fault);
        return answer(new ProblemException(
                Problem.INTERNAL,
                "tell us the reference " + reference,
                List.of(new Violation("", "reference", reference))));
    }
}
