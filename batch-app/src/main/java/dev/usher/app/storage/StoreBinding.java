package dev.usher.app.storage;

import dev.usher.app.problem.KnownSettings;
import dev.usher.app.problem.WrongSettingException;
import dev.usher.app.storage.setting.StoreSettings;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Reads the settings of stores; what is wrong with one is said before anything else is started. */
final class StoreBinding {

    private static final String PREFIX = "usher.stores";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,29}");

    private final Binder binder;

    StoreBinding(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /** @throws WrongSettingException if one of them makes no sense */
    Map<String, StoreSettings> stores() {
        var stores = new TreeMap<String, StoreSettings>();
        binder.bind(PREFIX, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet()
                .forEach(name -> stores.put(name, store(name)));
        return stores;
    }

    private StoreSettings store(String name) {
        var prefix = PREFIX + "." + name;
        if (!NAME.matcher(name).matches()) {
            throw new WrongSettingException(
                    prefix
                            + ": the name of a store has at most 30 small letters, digits and hyphens and begins with a letter.");
        }
        var type = binder.bind(prefix + ".type", String.class).orElse("").toLowerCase(Locale.ROOT);
        var settings = StoreTypes.SETTINGS.get(type);
        if (settings == null) {
            throw new WrongSettingException(prefix + ".type is "
                    + (type.isEmpty() ? "missing" : "'" + type + "'") + ": choose one of "
                    + String.join(", ", StoreTypes.SETTINGS.keySet()) + ".");
        }
        requireKnown(prefix, settings);
        try {
            var bound = binder.bindOrCreate(prefix, Bindable.of(settings));
            // Whatever is wrong is wrong now, and not when a job begins.
            var unused = bound.traits();
            return bound;
        } catch (BindException | IllegalArgumentException e) {
            throw new WrongSettingException(prefix + ": " + root(e).getMessage() + ".");
        }
    }

    private void requireKnown(String prefix, Class<? extends StoreSettings> settings) {
        var given = binder.bind(prefix, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet();
        KnownSettings.of("such a store", settings, "type").requireOnly(prefix, given);
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
