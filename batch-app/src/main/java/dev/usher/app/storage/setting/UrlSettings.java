package dev.usher.app.storage.setting;

import dev.usher.jobs.external.FetchLimits;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which addresses an import may name as its source.
 *
 * @param allowed servers as {@code https://host:port}; none at all if it is empty
 * @param allowPrivateAddresses whether they may be on this machine or in a private network
 */
@ConfigurationProperties("usher.http-sources")
public record UrlSettings(
        @DefaultValue List<String> allowed,
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue("10GB") DataSize maxSize,
        @DefaultValue("1h") Duration maxTime) {

    public UrlSettings {
        allowed = List.copyOf(allowed);
    }

    public FetchLimits limits() {
        return SettingRules.limits(maxSize, maxTime);
    }
}
