package dev.usher.jobs.importing.source;

/** How records stand in an input. */
public enum InputFormat {
    /** One JSON object per line. */
    NDJSON("NDJSON"),
    /** One JSON array of objects. */
    JSON_ARRAY("a JSON array"),
    /** RFC 4180 with a header. */
    CSV("CSV");

    private final String title;

    InputFormat(String title) {
        this.title = title;
    }

    /** The format's name within a sentence. */
    public String title() {
        return title;
    }
}
