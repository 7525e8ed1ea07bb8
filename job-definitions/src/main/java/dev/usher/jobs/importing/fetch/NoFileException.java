package dev.usher.jobs.importing.fetch;

/** A job has no file to import; the message says why. */
public final class NoFileException extends RuntimeException {

    private final boolean busy;

    NoFileException(boolean busy, String message) {
        super(message);
        this.busy = busy;
    }

    /** Whether there is one, which another job is importing. */
    public boolean busy() {
        return busy;
    }
}
