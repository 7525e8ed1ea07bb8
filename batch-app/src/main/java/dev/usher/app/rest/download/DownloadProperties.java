package dev.usher.app.rest.download;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How files are fetched.
 *
 * @param baseUrl under which clients reach the server, such as {@code https://users.example.org}; empty for the address of
 *     the request that asks for a link
 * @param linkLifetime how long a link can be used after it was given out; a download that has begun goes on
 */
@ConfigurationProperties("usher.download")
public record DownloadProperties(
        @DefaultValue("") String baseUrl,
        @DefaultValue("15m") Duration linkLifetime) {

    public DownloadProperties {
        if (linkLifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "usher.download.link-lifetime is " + linkLifetime + "; it must be at least 1s");
        }
    }
}
