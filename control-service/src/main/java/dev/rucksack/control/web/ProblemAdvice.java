package dev.rucksack.control.web;

import dev.rucksack.control.encoder.EncoderUnreachableException;
import dev.rucksack.control.web.guard.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every problem of the API in the one shape, in words that name no class and quote no body. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Problem UNREACHABLE = new Problem(
            503,
            "encoder-unreachable",
            "Encoder unreachable",
            "The encoder does not answer; nothing was done. Try again.");

    @ExceptionHandler
    ResponseEntity<Object> refused(Refused refused, ServletWebRequest request) {
        note(refused.problem(), request);
        return answer(refused.problem(), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> unreachable(EncoderUnreachableException unreachable) {
        return answer(UNREACHABLE, new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> unforeseen(RuntimeException unforeseen) {
        log.error("A request failed.", unforeseen);
        return answer(of(500), new HttpHeaders());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception cause, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (cause instanceof org.springframework.web.context.request.async.AsyncRequestNotUsableException) {
            return null; // the phone has gone; there is nobody to answer
        }
        Problem problem = of(status.value());
        if (request instanceof ServletWebRequest asked) {
            note(problem, asked);
        }
        return answer(problem, headers);
    }

    /**
     * What a paired phone wanted to change and was refused. Not what is only asked for, which is again each second; and nothing of
     * strangers, who could fill the card with it.
     */
    private static void note(Problem problem, ServletWebRequest request) {
        boolean onlyAsked =
                HttpMethod.GET.equals(request.getHttpMethod()) || HttpMethod.HEAD.equals(request.getHttpMethod());
        if (problem.status() < 500 && !onlyAsked && request.isUserInRole("PAIRED")) {
            log.info("{}: {}", problem.code(), problem.detail());
        }
    }

    /** The problem for a status that no room of ours has words for. */
    static Problem of(int status) {
        return switch (status) {
            case 400 -> new Problem(status, "request-malformed", "Malformed request", "The request cannot be read.");
            case 404 -> new Problem(status, "not-found", "Not found", "There is nothing at this address.");
            case 405 ->
                new Problem(status, "method-not-allowed", "Method not allowed", "This address knows other methods.");
            case 406 -> new Problem(status, "not-acceptable", "Not acceptable", "This address has no such format.");
            case 413 -> new Problem(status, "body-too-large", "Body too large", "The request is too long.");
            case 415 -> new Problem(status, "media-type-unsupported", "Unsupported media type", "Send JSON.");
            default ->
                status >= 500
                        ? new Problem(
                                status,
                                "internal",
                                "Internal problem",
                                "That went wrong in the pack; its log says more.")
                        : new Problem(
                                status, "request-refused", "Request refused", "The pack does not take this request.");
        };
    }

    static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        Map<String, Object> body = problem.body();
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }
}
