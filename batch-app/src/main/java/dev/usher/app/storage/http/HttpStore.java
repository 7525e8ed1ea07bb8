package dev.usher.app.storage.http;

import dev.usher.app.outbound.OutboundAnswer;
import dev.usher.app.outbound.OutboundHttp;
import dev.usher.app.outbound.OutboundRefusedException;
import dev.usher.app.outbound.OutboundRequest;
import dev.usher.app.outbound.OutboundTimeoutException;
import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.ExternalUpload;
import dev.usher.jobs.external.FilePattern;
import dev.usher.jobs.external.Place;
import dev.usher.jobs.external.StoreTraits;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link ExternalStore} whose files are read over HTTP; nothing can be put there or moved. */
public final class HttpStore implements ExternalStore {

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final int BUFFER_BYTES = 1 << 16;

    private final HttpPlace place;
    private final StoreTraits traits;
    private final OutboundHttp http;

    /** @param http is closed with this */
    public HttpStore(HttpPlace place, StoreTraits traits, OutboundHttp http) {
        this.place = place;
        this.traits = traits;
        this.http = http;
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    @Override
    public List<ExternalFile> list(FilePattern pattern) {
        throw unsupported("list its files");
    }

    @Override
    public Optional<ExternalFile> find(String name) {
        return ask("HEAD", name, LOOK, answer -> switch (answer.status()) {
            case 200, 204 -> Optional.of(file(name, answer));
            case 404, 410 -> Optional.empty();
            // It hands out files without telling of them.
            case 405, 501 -> Optional.of(new ExternalFile(name, -1, Instant.EPOCH, ""));
            default -> throw refused(answer);
        });
    }

    private static ExternalFile file(String name, OutboundAnswer answer) {
        var modified = answer.header("last-modified");
        var length = answer.header("content-length");
        var version = answer.header("etag").or(() -> modified.map(time -> time + " " + length.orElse("")));
        return new ExternalFile(
                name,
                length.filter(text -> text.matches("[0-9]{1,18}"))
                        .map(Long::parseLong)
                        .orElse(-1L),
                modified.flatMap(HttpStore::moment).orElse(Instant.EPOCH),
                version.orElse(""));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void fetch(ExternalFile file, OutputStream out) {
        if (file.sizeBytes() > traits.limits().maxBytes()) {
            throw new ExternalStoreException(
                    Reason.TOO_LARGE,
                    "The file has " + file.sizeBytes() + " bytes, which is more than "
                            + traits.limits().maxBytes() + " (max-size).");
        }
        ask("GET", file.name(), traits.limits().maxTime(), answer -> {
            if (answer.status() == 404 || answer.status() == 410) {
                throw new ExternalStoreException(Reason.GONE, title() + " has no file " + file.name() + " any more.");
            }
            if (answer.status() != 200) {
                throw refused(answer);
            }
            requireSame(file, answer);
            copy(answer, out);
            return true;
        });
    }

    private void requireSame(ExternalFile file, OutboundAnswer answer) {
        var version = file(file.name(), answer).version();
        if (!file.version().isEmpty() && !version.isEmpty() && !file.version().equals(version)) {
            throw new ExternalStoreException(
                    Reason.CHANGED, "The file " + file.name() + " of " + title() + " changed while it was read.");
        }
        if (!answer.bounded()) {
            // A connection that broke would look like the end of the file.
            throw new ExternalStoreException(
                    Reason.REFUSED,
                    title()
                            + " does not say how long the file is (no Content-Length, not chunked), so nobody could tell"
                            + " whether it is whole.");
        }
    }

    private static void copy(OutboundAnswer answer, OutputStream out) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        var in = answer.body();
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
    }

    private <T> T ask(String method, String name, Duration deadline, OutboundHttp.Reading<T> reading) {
        try {
            return http.ask(OutboundRequest.of(method, place.addresses().of(name), headers(), deadline), reading);
        } catch (OutboundRefusedException e) {
            throw new ExternalStoreException(Reason.REFUSED, String.valueOf(e.getMessage()), e);
        } catch (OutboundTimeoutException e) {
            throw new ExternalStoreException(
                    method.equals("GET") ? Reason.TOO_SLOW : Reason.UNREACHABLE,
                    title() + " was not done after " + deadline.toSeconds() + " s.",
                    e);
        } catch (IOException e) {
            throw new ExternalStoreException(
                    Reason.UNREACHABLE,
                    title() + " gives no whole answer (" + e.getClass().getSimpleName() + ").",
                    e);
        }
    }

    /** The bytes as they are: what is packed on the way only would be taken for a packed file. */
    private Map<String, String> headers() {
        var headers = new LinkedHashMap<>(place.headers());
        headers.put("Accept-Encoding", "identity");
        return headers;
    }

    private ExternalStoreException refused(OutboundAnswer answer) {
        int status = answer.status();
        if (status >= 300 && status < 400) {
            return new ExternalStoreException(
                    Reason.REFUSED,
                    title() + " answers " + status + " and sends us to another address, where we don't go. Name that"
                            + " address, if it is allowed.");
        }
        boolean passing = status >= 500 || status == 429 || status == 408;
        return new ExternalStoreException(
                passing ? Reason.UNREACHABLE : Reason.REFUSED,
                title() + " answers " + status
                        + (status == 401 || status == 403
                                ? ": its credentials are wrong, or do not allow this."
                                : "."));
    }

    private String title() {
        return "The source " + place.title();
    }

    @Override
    public void fetchMoved(ExternalFile file, String label, Place from, OutputStream out) {
        throw unsupported("move files");
    }

    @Override
    public boolean settle(ExternalFile file, String label, Place from, Place to) {
        throw unsupported("move files");
    }

    @Override
    public ExternalUpload begin(String name, String label) {
        throw unsupported("be written to");
    }

    @Override
    public void abandon(String name, String uploadId) {
        throw unsupported("be written to");
    }

    private ExternalStoreException unsupported(String what) {
        return new ExternalStoreException(Reason.UNSUPPORTED, title() + " can't " + what + ".");
    }

    @Override
    public void close() {
        http.close();
    }
}
