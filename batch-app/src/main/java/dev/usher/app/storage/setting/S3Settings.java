package dev.usher.app.storage.setting;

import dev.usher.jobs.external.StoreTraits;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * A bucket, or the part of one below a prefix.
 *
 * @param prefix empty, or ends with a slash
 * @param endpoint of a server that is not Amazon's; empty for that
 * @param pathStyle whether the bucket stands in the path instead of in front of the host
 * @param accessKeyId empty to find the key where the machine has one, as a role of it
 * @param done the part below the prefix for files that were imported; empty if they stay where they are
 * @param failed the same for files whose import failed
 */
public record S3Settings(
        @DefaultValue("") String bucket,
        @DefaultValue("") String prefix,
        @DefaultValue("") String endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("false") boolean pathStyle,
        @DefaultValue("") String accessKeyId,
        @DefaultValue("") String secretAccessKey,
        @DefaultValue("") String secretAccessKeyFile,
        @DefaultValue("") String done,
        @DefaultValue("") String failed,
        @DefaultValue("5GB") DataSize maxSize,
        @DefaultValue("1h") Duration maxTime)
        implements StoreSettings {

    /** The largest object that is copied, and so moved, in one piece. */
    private static final DataSize LARGEST_MOVED = DataSize.ofGigabytes(5);

    private void requireBucket() {
        SettingRules.require("bucket", bucket, "name the bucket");
        if (prefix.startsWith("/") || (!prefix.isEmpty() && !prefix.endsWith("/"))) {
            throw new IllegalArgumentException("prefix must end with / and not begin with one");
        }
        if (!endpoint.isEmpty() && !endpoint.matches("https?://[^/?#@]+/?")) {
            throw new IllegalArgumentException("endpoint must look like https://host:port");
        }
    }

    /** What signs requests. */
    public record Key(String id, String secret) {

        @Override
        public String toString() {
            return "Key";
        }
    }

    /** Empty to find one where the machine has it. */
    public Optional<Key> key() {
        var secret = SecretText.read("secret-access-key", secretAccessKey, secretAccessKeyFile);
        if (accessKeyId.isEmpty() == secret.isPresent()) {
            throw new IllegalArgumentException("access-key-id and secret-access-key go together: one is missing");
        }
        return secret.map(s -> new Key(accessKeyId, s));
    }

    public Optional<URI> server() {
        return Optional.of(endpoint).filter(e -> !e.isEmpty()).map(URI::create);
    }

    public SettledFolders settled() {
        return SettledFolders.of(done, failed);
    }

    @Override
    public StoreTraits traits() {
        requireBucket();
        var unused = key();
        var settled = settled();
        if (!settled.places().isEmpty() && maxSize.compareTo(LARGEST_MOVED) > 0) {
            throw new IllegalArgumentException(
                    "max-size must be at most 5GB where done or failed is set: no larger object"
                            + " can be moved in one piece");
        }
        return new StoreTraits(
                "s3",
                "s3://" + bucket + "/" + prefix,
                true,
                true,
                settled.places(),
                Duration.ZERO,
                Optional.empty(),
                SettingRules.limits(maxSize, maxTime));
    }

    @Override
    public String toString() {
        return "S3Settings";
    }
}
