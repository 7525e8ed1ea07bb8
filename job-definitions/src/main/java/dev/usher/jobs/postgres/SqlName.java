package dev.usher.jobs.postgres;

/** An identifier that is safe to put into SQL text: quoted, with inner quotes doubled. */
public record SqlName(String quoted) {

    public static SqlName of(String identifier) {
        return new SqlName(quote(identifier));
    }

    public static SqlName of(String schema, String identifier) {
        return new SqlName(quote(schema) + "." + quote(identifier));
    }

    private static String quote(String identifier) {
        if (identifier.isEmpty() || identifier.length() > 63 || identifier.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an identifier: " + identifier.length() + " characters");
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return quoted;
    }
}
