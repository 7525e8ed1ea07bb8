package dev.usher.app.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What kind of import a fault meets.
 *
 * @param gated whether {@code --max-errors} is given, so that conflicts are looked for before the first user is touched
 * @param mirror whether users who are missing are blocked, those of them who were missing the last time too
 */
record ImportShape(Format format, boolean gzip, boolean upsert, boolean gated, boolean mirror, int rows) {

    ImportShape(Format format, boolean gzip, boolean upsert, boolean gated, int rows) {
        this(format, gzip, upsert, gated, false, rows);
    }

    enum Format {
        NDJSON("ndjson"),
        ARRAY("json"),
        CSV("csv");

        final String extension;

        Format(String extension) {
            this.extension = extension;
        }
    }

    static ImportShape next(RandomGenerator random, int rows) {
        var formats = Format.values();
        return new ImportShape(
                formats[random.nextInt(formats.length)],
                random.nextInt(3) == 0,
                random.nextBoolean(),
                random.nextBoolean(),
                rows);
    }

    /** The same file, of which nobody may be missing. */
    ImportShape mirrored() {
        return new ImportShape(format, gzip, true, gated, true, rows);
    }

    String fileName() {
        return "users." + format.extension + (gzip ? ".gz" : "");
    }

    /** The options of {@code usher import} that go with it. */
    List<String> options() {
        var options = new ArrayList<String>();
        if (upsert) {
            options.add("--upsert");
        }
        if (gated) {
            options.addAll(List.of("--max-errors", "90%"));
        }
        if (mirror) {
            options.addAll(List.of("--mirror", "block", "--mirror-max-users", "100000", "--mirror-max-percent", "100"));
            options.addAll(List.of("--mirror-grace", "2"));
        }
        return options;
    }

    @Override
    public String toString() {
        return format.extension + (gzip ? ".gz" : "") + (upsert ? " upsert" : " plain") + (gated ? " gated" : "")
                + (mirror ? " mirror" : "") + " "
                + rows;
    }
}
