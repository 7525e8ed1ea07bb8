package dev.usher.app.storage;

import dev.usher.app.outbound.OutboundHttp;
import dev.usher.app.outbound.OutboundRefusedException;
import dev.usher.app.outbound.OutboundUrl;
import dev.usher.app.problem.WrongSettingException;
import dev.usher.app.storage.http.HttpPlace;
import dev.usher.app.storage.http.HttpStore;
import dev.usher.app.storage.setting.UrlSettings;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.StoreTraits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The addresses that an import may name as its source; shared by all threads. */
final class AllowedUrls implements AutoCloseable {

    private final UrlSettings settings;
    private final List<OutboundUrl> allowed;
    private @Nullable OutboundHttp http;

    /** @throws WrongSettingException if one of the allowed servers is none */
    AllowedUrls(UrlSettings settings) {
        this.settings = settings;
        this.allowed = settings.allowed().stream().map(AllowedUrls::origin).toList();
        var unused = settings.limits();
    }

    private static OutboundUrl origin(String text) {
        try {
            var url = OutboundUrl.parse(text);
            if (url.target().equals("/")) {
                return url;
            }
        } catch (OutboundRefusedException e) {
            // Said below, with what it should be.
        }
        throw new WrongSettingException("usher.http-sources.allowed has '" + text
                + "'; each must be a server, as https://host or https://host:8443.");
    }

    /**
     * What is at an address, as a store of one file.
     *
     * @param title what messages call it
     * @throws ExternalStoreException if it is not allowed
     */
    ExternalStore require(String title, String text) {
        var url = parse(text);
        if (allowed.stream().noneMatch(url::isSameOrigin)) {
            throw new ExternalStoreException(
                    Reason.UNSUPPORTED,
                    "Nothing is taken from " + url.origin() + ": it is not among usher.http-sources.allowed.");
        }
        var traits = new StoreTraits(
                "url", url.origin(), false, false, Set.of(), Duration.ZERO, Optional.empty(), settings.limits());
        return new HttpStore(new HttpPlace(title, file -> url, Map.of()), traits, http());
    }

    private static OutboundUrl parse(String text) {
        try {
            return OutboundUrl.parse(text);
        } catch (OutboundRefusedException e) {
            throw new ExternalStoreException(Reason.UNSUPPORTED, String.valueOf(e.getMessage()), e);
        }
    }

    private synchronized OutboundHttp http() {
        if (http == null) {
            http = new OutboundHttp(StoreTypes.rule(settings.allowPrivateAddresses()));
        }
        return http;
    }

    @Override
    public synchronized void close() {
        if (http != null) {
            http.close();
            http = null;
        }
    }
}
