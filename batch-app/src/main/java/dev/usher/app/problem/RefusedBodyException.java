package dev.usher.app.problem;

import java.io.IOException;

/** The body of a request is not read to its end; what to answer instead of what the handler would. */
public final class RefusedBodyException extends IOException {

    private final transient ErrorBody answer;

    public RefusedBodyException(ErrorBody answer) {
        super(answer.message());
        this.answer = answer;
    }

    public ErrorBody answer() {
        return answer;
    }
}
