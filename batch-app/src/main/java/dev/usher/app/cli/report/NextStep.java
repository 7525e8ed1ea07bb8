package dev.usher.app.cli.report;

/** A command worth typing now, and what it is good for. */
public record NextStep(String purpose, String command) {

    /** Both in a line of a log. */
    public String line() {
        return Texts.printable(command + "  # " + purpose);
    }
}
