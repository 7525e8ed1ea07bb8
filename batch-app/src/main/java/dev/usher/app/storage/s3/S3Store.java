package dev.usher.app.storage.s3;

import dev.usher.app.storage.setting.S3Settings;
import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalUpload;
import dev.usher.jobs.external.FilePattern;
import dev.usher.jobs.external.Place;
import dev.usher.jobs.external.StoreTraits;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** {@link ExternalStore} in a bucket. Objects appear whole, so none is ever half-written. */
public final class S3Store implements ExternalStore {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MISSING = 404;
    private static final int CHANGED = 412;
    private static final int NOT_IMPLEMENTED = 501;

    private final S3Settings settings;
    private final StoreTraits traits;
    private final S3Failures failures;
    private final S3Client s3;

    public S3Store(String name, S3Settings settings) {
        this.settings = settings;
        this.traits = settings.traits();
        this.failures = new S3Failures(name);
        this.s3 = S3Clients.client(settings);
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    @Override
    public List<ExternalFile> list(FilePattern pattern) {
        try {
            var files = new ArrayList<ExternalFile>();
            var pages = s3.listObjectsV2Paginator(request -> request.bucket(settings.bucket())
                    .prefix(settings.prefix() + pattern.literalStart())
                    .delimiter("/"));
            for (var object : pages.contents()) {
                var name = object.key().substring(settings.prefix().length());
                if (pattern.matches(name)) {
                    files.add(file(name, object.size(), object.lastModified(), object.eTag()));
                }
            }
            return files;
        } catch (SdkException e) {
            throw failures.of("list its files", e);
        }
    }

    @Override
    public Optional<ExternalFile> find(String name) {
        return find(name, inbox(name));
    }

    private Optional<ExternalFile> find(String name, String key) {
        try {
            var head =
                    s3.headObject(request -> request.bucket(settings.bucket()).key(key));
            return Optional.of(file(name, head.contentLength(), head.lastModified(), head.eTag()));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == MISSING) {
                return Optional.empty();
            }
            throw failures.of("look at a file", e);
        } catch (SdkException e) {
            throw failures.of("look at a file", e);
        }
    }

    /** Some servers list fractions of seconds, but the header about a single object never has them. */
    private static ExternalFile file(String name, long size, Instant modified, String version) {
        return new ExternalFile(name, size, modified.truncatedTo(ChronoUnit.SECONDS), version);
    }

    @Override
    public void fetch(ExternalFile file, OutputStream out) {
        fetch(inbox(file.name()), file.version(), out);
    }

    /** Not by its version: what was moved is a copy, and that of an object in parts has another one. */
    @Override
    public void fetchMoved(ExternalFile file, String label, Place from, OutputStream out) {
        fetch(key(from, file.name(), label), null, out);
    }

    /** @param version null for any */
    private void fetch(String key, @Nullable String version, OutputStream out) {
        try (var in = s3.getObject(
                request -> request.bucket(settings.bucket()).key(key).ifMatch(version))) {
            var buffer = new byte[BUFFER_BYTES];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (SdkException e) {
            throw failures.of("read a file", e);
        } catch (IOException e) {
            throw failures.broken("read a file", e);
        }
    }

    /**
     * A copy and then a removal: cut off in between, it is done again. Where files were put for us, each is of this version
     * only; what was moved before has a name that no other file has.
     */
    @Override
    public boolean settle(ExternalFile file, String label, Place from, Place to) {
        var source = key(from, file.name(), label);
        var target = key(to, file.name(), label);
        var there = find(file.name(), source).filter(f -> from != Place.INBOX || f.isSameAs(file));
        if (there.isEmpty()) {
            return find(file.name(), target).isPresent();
        }
        var version = there.get().version();
        try {
            s3.copyObject(request -> request.sourceBucket(settings.bucket())
                    .sourceKey(source)
                    .copySourceIfMatch(version)
                    .destinationBucket(settings.bucket())
                    .destinationKey(target));
        } catch (SdkException e) {
            throw failures.of("move a file", e);
        }
        remove(there.get(), source);
        return true;
    }

    /** Servers that know no conditions of a removal ignore them: so another look comes first. */
    private void remove(ExternalFile file, String key) {
        if (find(file.name(), key).filter(file::isSameAs).isEmpty()) {
            return;
        }
        try {
            delete(key, file.version());
        } catch (SdkException e) {
            throw failures.of("move a file", e);
        }
    }

    private void delete(String key, @Nullable String version) {
        try {
            s3.deleteObject(
                    request -> request.bucket(settings.bucket()).key(key).ifMatch(version));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_IMPLEMENTED && version != null) {
                delete(key, null);
            } else if (e.statusCode() != CHANGED && e.statusCode() != MISSING) {
                throw e;
            }
        }
    }

    private String key(Place place, String name, String label) {
        return place == Place.INBOX
                ? inbox(name)
                : settings.prefix() + settings.settled().require(place) + "/" + label + "-" + name;
    }

    private String inbox(String name) {
        return settings.prefix() + name;
    }

    @Override
    public ExternalUpload begin(String name, String label) {
        var key = inbox(name);
        try {
            var upload = s3.createMultipartUpload(
                    request -> request.bucket(settings.bucket()).key(key));
            return new S3Upload(s3, failures, settings.bucket(), key, upload.uploadId());
        } catch (SdkException e) {
            throw failures.of("take a file", e);
        }
    }

    @Override
    public void abandon(String name, String uploadId) {
        try {
            s3.abortMultipartUpload(request ->
                    request.bucket(settings.bucket()).key(inbox(name)).uploadId(uploadId));
        } catch (NoSuchUploadException e) {
            // It was published, or abandoned before.
        } catch (SdkException e) {
            throw failures.of("forget an unfinished file", e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
