package dev.usher.app.fault;

/** What kind of file an export writes. */
record ExportShape(boolean csv, boolean gzip) {

    /** One of the four. */
    static ExportShape of(int number) {
        return new ExportShape((number & 1) != 0, (number & 2) != 0);
    }

    String fileName() {
        return "users" + (csv ? ".csv" : ".ndjson") + (gzip ? ".gz" : "");
    }
}
