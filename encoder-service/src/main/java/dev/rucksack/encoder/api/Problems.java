package dev.rucksack.encoder.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Everything that goes wrong in the API becomes a problem with a code; no stack trace and no body is ever quoted. */
@RestControllerAdvice
class Problems {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> problem(Problem problem, HttpServletRequest request) {
        if (problem.status() >= 500) {
            log.warn("{}: {}", problem.code(), problem.detail());
        } else {
            note(problem, request);
        }
        return answer(problem);
    }

    /** What was to be changed and is refused; not what is only asked for, such as a picture each second while there is none. */
    private static void note(Problem problem, HttpServletRequest request) {
        if (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod())) {
            log.info("{}: {}", problem.code(), problem.detail());
        }
    }

    /** Disk full, disk read-only, the loop busy: said once in the log, and in one sentence to the caller. */
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> notDone(IOException e, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            throw e; // half of it is gone: only a connection that breaks tells that it is not all
        }
        log.warn("not-done: {}", e.toString());
        return answer(new Problem(
                503, "not-done", "It was not done", "The encoder could not do that now. Try again in a moment."));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> anything(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse known) {
            return problem(known(known.getStatusCode()), request);
        }
        log.error("A request failed", e);
        return answer(
                new Problem(500, "internal", "It failed", "The encoder failed at this request. Its log says why."));
    }

    private static Problem known(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> new Problem(404, "not-found", "Not found", "There is nothing at this address.");
            case 405 -> new Problem(405, "method-not-allowed", "Not that way", "Use the method that the API names.");
            case 406 -> new Problem(406, "not-acceptable", "Not in that form", "Accept application/json.");
            case 415 -> new Problem(415, "not-json", "Not JSON", "Send application/json.");
            default -> {
                HttpStatus reason = HttpStatus.resolve(status.value());
                yield new Problem(
                        status.value(),
                        "request-invalid",
                        reason == null ? "Refused" : reason.getReasonPhrase(),
                        "The request is not understood. See the API's description.");
            }
        };
    }

    private static ResponseEntity<Map<String, Object>> answer(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(tree(problem));
    }

    static Map<String, Object> tree(Problem problem) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("title", problem.title());
        tree.put("status", problem.status());
        tree.put("detail", problem.detail());
        tree.put("code", problem.code());
        tree.putAll(problem.more());
        return tree;
    }
}
