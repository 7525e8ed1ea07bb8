package dev.usher.jobs.external;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Which file of a store an import takes: by the store's name and a pattern, or by an address. It is kept with the job.
 *
 * @param store null for an address
 * @param pattern null for an address
 * @param url null for a store
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileSource(
        @Nullable String store,
        @Nullable String pattern,
        @Nullable String url,
        Take take,
        IfMissing ifMissing,
        IfUnchanged ifUnchanged) {

    private static final int MAX_URL_CHARS = 2_000;
    private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,100}");

    /** Which of several files. */
    public enum Take {
        /** The one that was modified last, unless a later one was imported before. */
        NEWEST,
        /** All of them, one job after the other, the oldest first. */
        ALL
    }

    /** What becomes of a job for which there is no file. */
    public enum IfMissing {
        FAIL,
        SKIP
    }

    /** What becomes of a job whose file is the one that was imported last. */
    public enum IfUnchanged {
        SKIP,
        IMPORT
    }

    /** @throws IllegalArgumentException if it names no source, or two; the message is for people */
    public FileSource {
        take = requireNonNullElse(take, Take.NEWEST);
        ifMissing = requireNonNullElse(ifMissing, IfMissing.FAIL);
        ifUnchanged = requireNonNullElse(ifUnchanged, IfUnchanged.SKIP);
        if ((url == null) == (store == null) || (store == null) != (pattern == null)) {
            throw new IllegalArgumentException("a source is either a store and a pattern, or a url");
        }
        if (url != null && take == Take.ALL) {
            throw new IllegalArgumentException("a url is one file: there are no others to be taken");
        }
        if (url != null && url.length() > MAX_URL_CHARS) {
            throw new IllegalArgumentException("the url is longer than " + MAX_URL_CHARS + " characters");
        }
        if (pattern != null) {
            var unused = new FilePattern(pattern);
        }
    }

    public static FileSource ofStore(String store, String pattern) {
        return new FileSource(store, pattern, null, Take.NEWEST, IfMissing.FAIL, IfUnchanged.SKIP);
    }

    public static FileSource ofUrl(String url) {
        return new FileSource(null, null, url, Take.NEWEST, IfMissing.FAIL, IfUnchanged.SKIP);
    }

    /** The names of its files; of an address what the file is to be called here. */
    public FilePattern files() {
        return new FilePattern(pattern == null ? nameOf(requireNonNull(url)) : pattern);
    }

    public boolean takesAll() {
        return take == Take.ALL;
    }

    /** The same source, where it is fine if there is no file. */
    public FileSource orNone() {
        return new FileSource(store, pattern, url, take, IfMissing.SKIP, ifUnchanged);
    }

    /** The same for the same files, and different for others. */
    public String key() {
        return url == null ? "store " + store + "/" + pattern : "url " + url;
    }

    /** What people call it; the query of an address may be nobody's business. */
    public String title() {
        return url == null ? store + ":" + pattern : withoutQuery(url);
    }

    /** The last part of its path, if that could be the name of a file anywhere. */
    private static String nameOf(String url) {
        var path = withoutQuery(url);
        var name = path.substring(path.lastIndexOf('/') + 1);
        return SAFE_NAME.matcher(name).matches() ? name : "download";
    }

    /** An address as it may be shown. */
    public static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
