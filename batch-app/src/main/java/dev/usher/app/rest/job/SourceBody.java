package dev.usher.app.rest.job;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.FileSource.IfMissing;
import dev.usher.jobs.external.FileSource.IfUnchanged;
import dev.usher.jobs.external.FileSource.Take;
import java.util.Set;

/** The object that says where the file of an import comes from. */
final class SourceBody {

    private static final int MAX_NAME = 255;
    private static final int MAX_URL = 2_000;
    private static final Set<String> MEMBERS = Set.of("store", "pattern", "url", "take", "if_missing", "if_unchanged");

    private SourceBody() {}

    /** @throws ApiException if it names no source */
    static FileSource read(RequestObject body) {
        body.requireOnly(MEMBERS);
        try {
            return new FileSource(
                    body.text("store", MAX_NAME).orElse(null),
                    body.text("pattern", MAX_NAME).orElse(null),
                    body.text("url", MAX_URL).orElse(null),
                    body.choice("take", Take.class).orElse(Take.NEWEST),
                    body.choice("if_missing", IfMissing.class).orElse(IfMissing.FAIL),
                    body.choice("if_unchanged", IfUnchanged.class).orElse(IfUnchanged.SKIP));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalidBody(String.valueOf(e.getMessage()), "source");
        }
    }
}
