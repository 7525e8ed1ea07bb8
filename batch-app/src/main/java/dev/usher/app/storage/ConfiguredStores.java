package dev.usher.app.storage;

import dev.usher.app.storage.setting.StoreSettings;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.ExternalStores;
import dev.usher.jobs.external.FileSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@link ExternalStores} as the settings name them, each made at its first use. */
final class ConfiguredStores implements ExternalStores, AutoCloseable {

    private final Map<String, StoreSettings> settings;
    private final AllowedUrls urls;
    private final Map<String, ExternalStore> stores = new TreeMap<>();

    ConfiguredStores(Map<String, StoreSettings> settings, AllowedUrls urls) {
        this.settings = new TreeMap<>(settings);
        this.urls = urls;
    }

    @Override
    public List<String> names() {
        return List.copyOf(settings.keySet());
    }

    @Override
    public synchronized ExternalStore require(String name) {
        var setting = settings.get(name);
        if (setting == null) {
            throw unknown(name);
        }
        return stores.computeIfAbsent(name, n -> StoreTypes.open(n, setting));
    }

    private ExternalStoreException unknown(String name) {
        var known = settings.isEmpty() ? "none is configured" : "there is " + String.join(", ", settings.keySet());
        return new ExternalStoreException(
                Reason.UNSUPPORTED, "There is no store " + name + " here: " + known + " (settings usher.stores.NAME).");
    }

    @Override
    public ExternalStore require(FileSource source) {
        var store = source.store();
        var url = source.url();
        if (store != null) {
            return require(store);
        }
        return urls.require(source.title(), String.valueOf(url));
    }

    @Override
    public synchronized void close() {
        stores.values().forEach(ExternalStore::close);
        stores.clear();
        urls.close();
    }
}
