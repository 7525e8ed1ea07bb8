package dev.usher.app.cli;

import dev.usher.jobs.external.FileSource;
import dev.usher.jobs.external.FileSource.IfMissing;
import dev.usher.jobs.external.FileSource.IfUnchanged;
import dev.usher.jobs.external.FileSource.Take;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a file is taken from that is not on this machine, or not known by name. */
final class SourceOptions {

    private static final Pattern URL = Pattern.compile("(?i)https?://.*");

    @Option(
            names = "--source",
            paramLabel = "STORE:PATTERN|URL",
            description = "Instead of FILE: take it from a store of the settings, as hr:users-*.csv, or from an address"
                    + " that they allow.")
    @Nullable
    String source;

    @Option(
            names = "--take",
            paramLabel = "WHICH",
            description = "Of a source: newest (default) takes the file that was modified last; all takes one after the"
                    + " other, the oldest first, each by a job of its own.")
    @Nullable
    Take take;

    @Option(
            names = "--if-missing",
            paramLabel = "WHAT",
            description = "Of a source without a file: fail (default), or skip to complete without importing anything.")
    @Nullable
    IfMissing ifMissing;

    @Option(
            names = "--if-unchanged",
            paramLabel = "WHAT",
            description = "Of a source whose file was the last to be imported: skip (default), or import it again.")
    @Nullable
    IfUnchanged ifUnchanged;

    /** @throws UsageException if it makes no sense */
    Optional<FileSource> chosen() {
        if (source == null) {
            if (take != null || ifMissing != null || ifUnchanged != null) {
                throw new UsageException("--take, --if-missing and --if-unchanged are for a --source.");
            }
            return Optional.empty();
        }
        return Optional.of(parse(source));
    }

    /** As it is typed. */
    static String text(FileSource source) {
        return source.url() == null ? source.store() + ":" + source.pattern() : source.url();
    }

    private FileSource parse(String text) {
        boolean url = URL.matcher(text).matches();
        int colon = text.indexOf(':');
        if (!url && colon < 1) {
            throw new UsageException(
                    "--source: '" + text + "' is neither STORE:PATTERN, as hr:users-*.csv, nor an address"
                            + " that begins with https://. 'usher stores list' shows the stores.");
        }
        try {
            return new FileSource(
                    url ? null : text.substring(0, colon),
                    url ? null : text.substring(colon + 1),
                    url ? text : null,
                    take == null ? Take.NEWEST : take,
                    ifMissing == null ? IfMissing.FAIL : ifMissing,
                    ifUnchanged == null ? IfUnchanged.SKIP : ifUnchanged);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--source: " + e.getMessage() + ".", e);
        }
    }
}
