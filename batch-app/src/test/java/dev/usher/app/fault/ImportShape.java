package dev.usher.app.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What kind of import a fault meets.
 *
 * @param gated whether {@code --max-errors} is given, so that conflicts are looked for before the first user is touched
 */
record ImportShape(Format format, boolean gzip, boolean upsert, boolean gated, int rows) {

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
        return options;
    }

    @Override
    public String toString() {
        return format.extension + (gzip ? ".gz" : "") + (upsert ? " upsert" : " plain") + (gated ? " gated" : "") + " "
                + rows;
    }
}
