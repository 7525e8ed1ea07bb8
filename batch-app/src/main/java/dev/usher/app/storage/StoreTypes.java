package dev.usher.app.storage;

import dev.usher.app.outbound.AddressRule;
import dev.usher.app.outbound.OutboundHttp;
import dev.usher.app.outbound.OutboundUrl;
import dev.usher.app.storage.folder.FolderStore;
import dev.usher.app.storage.http.HttpPlace;
import dev.usher.app.storage.http.HttpStore;
import dev.usher.app.storage.s3.S3Store;
import dev.usher.app.storage.setting.FolderSettings;
import dev.usher.app.storage.setting.HttpSettings;
import dev.usher.app.storage.setting.S3Settings;
import dev.usher.app.storage.setting.SftpSettings;
import dev.usher.app.storage.setting.StoreSettings;
import dev.usher.app.storage.sftp.SftpStore;
import dev.usher.jobs.external.ExternalStore;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The types of stores that there are. */
final class StoreTypes {

    static final Map<String, Class<? extends StoreSettings>> SETTINGS = new TreeMap<>(Map.of(
            "folder", FolderSettings.class,
            "http", HttpSettings.class,
            "s3", S3Settings.class,
            "sftp", SftpSettings.class));

    private StoreTypes() {}

    static ExternalStore open(String name, StoreSettings settings) {
        if (settings instanceof S3Settings s3) {
            return new S3Store(name, s3);
        }
        if (settings instanceof SftpSettings sftp) {
            return new SftpStore(name, sftp);
        }
        return settings instanceof HttpSettings http
                ? http(name, http)
                : new FolderStore(name, (FolderSettings) settings);
    }

    private static ExternalStore http(String name, HttpSettings settings) {
        var base = OutboundUrl.parse(settings.url());
        var place =
                new HttpPlace(name, file -> base.withTarget(base.target() + encoded(file)), settings.requestHeaders());
        return new HttpStore(place, settings.traits(), new OutboundHttp(rule(settings.allowPrivateAddresses())));
    }

    static AddressRule rule(boolean allowPrivateAddresses) {
        return allowPrivateAddresses ? AddressRule.PRIVATE_TOO : AddressRule.PUBLIC;
    }

    private static String encoded(String file) {
        return URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
