package dev.usher.app.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A new bucket of {@link S3Mock}, seen by others than the store. */
public final class S3Bucket implements AutoCloseable {

    private final String name = "bucket-" + UUID.randomUUID();
    private final String endpoint = S3Mock.ofThisJvm().endpoint();
    private final S3Client s3 = S3Client.builder()
            .endpointOverride(URI.create(endpoint))
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    public S3Bucket() {
        s3.createBucket(request -> request.bucket(name));
    }

    public String name() {
        return name;
    }

    public String endpoint() {
        return endpoint;
    }

    public void put(String key, String content) {
        s3.putObject(request -> request.bucket(name).key(key), RequestBody.fromString(content));
    }

    public void remove(String key) {
        s3.deleteObject(request -> request.bucket(name).key(key));
    }

    public String content(String key) {
        return s3.getObjectAsBytes(request -> request.bucket(name).key(key)).asString(UTF_8);
    }

    /** In alphabetical order. */
    public List<String> keys() {
        return s3.listObjectsV2Paginator(request -> request.bucket(name)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /** How many uploads were begun and neither completed nor aborted. */
    public int unfinished() {
        return s3.listMultipartUploads(request -> request.bucket(name))
                .uploads()
                .size();
    }

    @Override
    public void close() {
        s3.close();
    }
}
