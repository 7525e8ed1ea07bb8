package dev.usher.jobs.search;

/** A query or an order that can't be met. Its message is a sentence for whoever asked, and repeats no values of theirs. */
public final class InvalidQueryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidQueryException(String message) {
        super(message);
    }
}
