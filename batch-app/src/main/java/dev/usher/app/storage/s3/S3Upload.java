package dev.usher.app.storage.s3;

import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.ExternalUpload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * An upload in parts: however small the file is, nobody sees it before the parts are put together, and nobody can put them
 * together once they were abandoned.
 */
final class S3Upload implements ExternalUpload {

    /** A file may have ten thousand parts: of 640 GB. */
    private static final long PART_BYTES = 64L << 20;

    private static final String CONTENT_TYPE = "application/octet-stream";
    private static final String WHAT = "take a file";

    private final S3Client s3;
    private final S3Failures failures;
    private final String bucket;
    private final String key;
    private final String uploadId;
    private final List<CompletedPart> parts = new ArrayList<>();
    private boolean published;

    S3Upload(S3Client s3, S3Failures failures, String bucket, String key, String uploadId) {
        this.s3 = s3;
        this.failures = failures;
        this.bucket = bucket;
        this.key = key;
        this.uploadId = uploadId;
    }

    @Override
    public String id() {
        return uploadId;
    }

    @Override
    public void write(Path content, BooleanSupplier cancelled) {
        try {
            long size = Files.size(content);
            // One part at least, also of an empty file.
            for (long offset = 0; offset < size || parts.isEmpty(); offset += PART_BYTES) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("The delivery of a file was cancelled.");
                }
                writePart(content, offset, Math.min(PART_BYTES, size - offset));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file can't be read.", e);
        } catch (SdkException e) {
            throw failures.of(WHAT, e);
        }
    }

    private void writePart(Path content, long offset, long length) {
        int number = parts.size() + 1;
        var body = RequestBody.fromContentProvider(() -> open(content, offset), length, CONTENT_TYPE);
        var part = s3.uploadPart(
                request -> request.bucket(bucket).key(key).uploadId(uploadId).partNumber(number), body);
        parts.add(CompletedPart.builder().partNumber(number).eTag(part.eTag()).build());
    }

    private static InputStream open(Path content, long offset) {
        try {
            return Channels.newInputStream(FileChannel.open(content).position(offset));
        } catch (IOException e) {
            throw new UncheckedIOException("The file can't be read.", e);
        }
    }

    @Override
    public void publish(boolean replace) {
        try {
            s3.completeMultipartUpload(request -> {
                request.bucket(bucket).key(key).uploadId(uploadId).multipartUpload(done -> done.parts(parts));
                if (!replace) {
                    request.ifNoneMatch("*");
                }
            });
            published = true;
        } catch (S3Exception e) {
            throw !replace && e.statusCode() == 412
                    ? new ExternalStoreException(
                            Reason.EXISTS,
                            "There is a file of that name in the store " + failures.store() + " already.",
                            e)
                    : failures.of(WHAT, e);
        } catch (SdkException e) {
            throw failures.of(WHAT, e);
        }
    }

    @Override
    public void close() {
        if (published) {
            return;
        }
        try {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(uploadId));
        } catch (SdkException e) {
            // Its id is noted, and the next owner of the job tries again.
        }
    }
}
