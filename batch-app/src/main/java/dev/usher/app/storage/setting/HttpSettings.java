package dev.usher.app.storage.setting;

import dev.usher.jobs.external.StoreTraits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * A server that hands out files over HTTP.
 *
 * @param url of the folder, with a slash at its end
 * @param allowHttp whether it may be asked without TLS
 * @param allowPrivateAddresses whether it may be on this machine or in a private network
 * @param headers sent with every request
 */
public record HttpSettings(
        @DefaultValue("") String url,
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue Map<String, String> headers,
        @DefaultValue("") String bearerToken,
        @DefaultValue("") String bearerTokenFile,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("") String passwordFile,
        @DefaultValue("10GB") DataSize maxSize,
        @DefaultValue("1h") Duration maxTime)
        implements StoreSettings {

    private static final String AUTHORIZATION = "Authorization";

    public HttpSettings {
        headers = Map.copyOf(headers);
    }

    private void requireUrl() {
        SettingRules.require("url", url, "name the address of the folder, as https://host/folder/");
        if (!url.endsWith("/") || url.contains("?")) {
            throw new IllegalArgumentException("url must end with / : the names of files are added to it");
        }
        if (!url.startsWith("https://") && !(allowHttp && url.startsWith("http://"))) {
            throw new IllegalArgumentException("url must begin with https:// (or http://, with allow-http: true)");
        }
    }

    /** What is sent with every request; holds secrets. */
    public Map<String, String> requestHeaders() {
        var all = new LinkedHashMap<>(headers);
        bearer().ifPresent(token -> all.put(AUTHORIZATION, "Bearer " + token));
        if (!username.isEmpty()) {
            var login = username + ":"
                    + SecretText.read("password", password, passwordFile).orElse("");
            all.put(
                    AUTHORIZATION,
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return all;
    }

    private Optional<String> bearer() {
        return SecretText.read("bearer-token", bearerToken, bearerTokenFile);
    }

    @Override
    public StoreTraits traits() {
        requireUrl();
        if (bearer().isPresent() && !username.isEmpty()) {
            throw new IllegalArgumentException("choose one of bearer-token and username");
        }
        return new StoreTraits(
                "http",
                url,
                false,
                false,
                Set.of(),
                Duration.ZERO,
                Optional.empty(),
                SettingRules.limits(maxSize, maxTime));
    }

    @Override
    public String toString() {
        return "HttpSettings";
    }
}
