package dev.usher.app.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** Names of settings. One that is misspelt would be one that has its default, without anybody noticing. */
public final class KnownSettings {

    private final String thing;
    private final List<String> names;

    private KnownSettings(String thing, List<String> names) {
        this.thing = thing;
        this.names = List.copyOf(names);
    }

    /**
     * Those that are bound to a record.
     *
     * @param thing what has them, with its article
     * @param others that are read elsewhere
     */
    public static KnownSettings of(String thing, Class<?> settings, String... others) {
        var names = new ArrayList<>(List.of(others));
        Arrays.stream(settings.getRecordComponents())
                .map(component -> DataObjectPropertyName.toDashedForm(component.getName()))
                .forEach(names::add);
        return new KnownSettings(thing, names);
    }

    /**
     * @param prefix in front of each, without a dot at its end
     * @throws WrongSettingException if one is given that nobody reads
     */
    public void requireOnly(String prefix, Set<String> given) {
        var known = names.stream().map(KnownSettings::uniform).toList();
        given.stream()
                .filter(name -> !known.contains(uniform(name)))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new WrongSettingException(prefix + "." + name + " is no setting of " + thing + ". There are "
                            + String.join(", ", names) + ".");
                });
    }

    /** Variables of the environment have no hyphens. */
    private static String uniform(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
