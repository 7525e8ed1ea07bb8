package dev.usher.jobs.search;

import tools.jackson.core.io.JsonStringEncoder;

/** Text as a string of JSON and of JSON paths, which escape alike. */
final class JsonLiteral {

    private JsonLiteral() {}

    static String of(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
