package dev.usher.app.rest.answer;

import dev.usher.app.problem.ErrorBody;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.app.problem.RefusedBodyException;
import dev.usher.jobs.postgres.SqlState;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns whatever a handler throws into the body that clients know; nothing of ours but its own sentences gets out. */
@RestControllerAdvice
public final class ErrorAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    @ExceptionHandler
    ResponseEntity<ErrorBody> refused(ApiException refused) {
        return answer(refused.body());
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> problem(ProblemException problem) {
        return answer(body(problem.type(), String.valueOf(problem.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> unreadable(HttpMessageNotReadableException unreadable) {
        return answer(Stream.iterate((Throwable) unreadable, cause -> cause != null, Throwable::getCause)
                .filter(RefusedBodyException.class::isInstance)
                .findFirst()
                .map(cause -> ((RefusedBodyException) cause).answer())
                .orElseGet(
                        () -> ErrorBody.of(400, "Payload validation error: 'Invalid JSON format'.", "invalid_body")));
    }

    /** As Auth0 does: a path with another method is another path. */
    @ExceptionHandler
    ResponseEntity<ErrorBody> otherMethod(HttpRequestMethodNotSupportedException unsupported) {
        return answer(ErrorBody.of(404));
    }

    /** The client is gone: there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone) {
        LOG.debug("A client went away");
    }

    @ExceptionHandler
    ResponseEntity<ErrorBody> unexpected(Exception failure, HttpServletResponse response) throws Exception {
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOG.debug("A client went away");
            throw failure;
        }
        if (response.isCommitted()) {
            // Half of an answer is out: the connection must break, so that nobody takes it for all.
            LOG.error("An answer broke off", failure);
            throw failure;
        }
        if (failure instanceof TypeMismatchException) {
            return answer(
                    ErrorBody.of(400, "Query validation error: 'Expected another type'.", "invalid_query_string"));
        }
        if (failure instanceof ErrorResponse known) {
            return answer(ErrorBody.of(known.getStatusCode().value()), known.getHeaders());
        }
        if (isBusyDatabase(failure)) {
            LOG.warn("The database was away, or too busy for a request", failure);
            return answer(ErrorBody.of(503));
        }
        LOG.error("A request failed", failure);
        return answer(ErrorBody.of(500));
    }

    private static boolean isBusyDatabase(Exception failure) {
        return failure instanceof TransientDataAccessException
                || ((failure instanceof DataAccessException || failure instanceof TransactionException)
                        && SqlState.isTransient(failure));
    }

    private static ErrorBody body(ProblemType type, String message) {
        return switch (type) {
            case JOB_NOT_FOUND -> ErrorBody.of(404, "The job does not exist", "inexistent_job");
            case CONNECTION_NOT_FOUND -> ErrorBody.of(404, "The connection does not exist", "inexistent_connection");
            case NAMED_CONNECTION_NOT_FOUND -> ErrorBody.of(400, message, "inexistent_connection");
            case USER_NOT_FOUND -> ErrorBody.of(404, message, "inexistent_user");
            case USER_EXISTS -> ErrorBody.of(409, message, "auth0_idp_error");
            case USER_VALUE_TAKEN -> ErrorBody.of(400, message, "auth0_idp_error");
            case USER_CHANGE_REFUSED -> ErrorBody.of(400, message, "operation_not_supported");
            case WEAK_PASSWORD -> ErrorBody.of(400, message, "invalid_body");
            case IDENTITY_NOT_FOUND -> ErrorBody.of(404, message, "inexistent_identity");
            case IDENTITY_CONFLICT -> ErrorBody.of(409, message, "identity_conflict");
            case ENROLLMENT_NOT_FOUND -> ErrorBody.of(404, message, "enrollment_not_found");
            case SCHEDULE_NOT_FOUND -> ErrorBody.of(404, "The schedule does not exist", "inexistent_schedule");
            case SCHEDULE_CONFLICT -> ErrorBody.of(409, message, "schedule_conflict");
            case CLIENT_NOT_FOUND -> ErrorBody.of(404, "The client does not exist", "inexistent_client");
            case WEBHOOK_NOT_FOUND -> ErrorBody.of(404, "The webhook does not exist", "inexistent_webhook");
            case DELIVERY_NOT_FOUND -> ErrorBody.of(404, "The delivery does not exist", "inexistent_delivery");
            case JOB_STATE_CONFLICT, JOB_OWNED_ELSEWHERE, CONNECTION_CONFLICT, WEBHOOK_CONFLICT ->
                ErrorBody.of(409, message, "operation_not_possible");
            case INVALID_REQUEST, INPUT_UNREADABLE -> ErrorBody.of(400, message, "invalid_body");
            case TOO_MANY_JOBS -> ErrorBody.of(429, message, "too_many_requests");
            case IDEMPOTENCY_CONFLICT -> ErrorBody.of(422, message, "idempotency_key_reused");
            case DATABASE_AWAY, STOPPED_WITHOUT_DATABASE, SEARCH_TOO_SLOW, TOO_BUSY -> ErrorBody.of(503, message);
        };
    }

    private static ResponseEntity<ErrorBody> answer(ErrorBody body) {
        return answer(body, HttpHeaders.EMPTY);
    }

    private static ResponseEntity<ErrorBody> answer(ErrorBody body, HttpHeaders headers) {
        // Whatever the request would rather have: an error that can't be written would become another one.
        var answer = ResponseEntity.status(body.statusCode()).headers(headers);
        body.secondsToWait().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(seconds)));
        return answer.contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
