package dev.usher.app.schedule;

import dev.usher.app.problem.KnownSettings;
import dev.usher.app.problem.WrongSettingException;
import dev.usher.app.schedule.DeclaredSchedulesProperties.Declared;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/** Finds what is declared of schedules and would be dropped without a word when it is bound. */
final class ScheduleSettings {

    private static final String PREFIX = "usher.schedules";

    private static final Bindable<Map<String, Map<String, Object>>> SETTINGS =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    Map.class,
                    ResolvableType.forClass(String.class),
                    ResolvableType.forClassWithGenerics(Map.class, String.class, Object.class)));

    private static final KnownSettings KNOWN = KnownSettings.of("a schedule", Declared.class);

    /** A name up to the dot behind it that has characters for which brackets are needed. */
    private static final Pattern BARE =
            Pattern.compile("usher\\.schedules\\.([^.\\[]*[^A-Za-z0-9.\\[-][^.\\[]*)(\\..*)?");

    private ScheduleSettings() {}

    /** @throws WrongSettingException if there is something that nobody reads, or reads as it is meant */
    static void check(ConfigurableEnvironment environment) {
        names(environment).forEach(ScheduleSettings::requireWholeName);
        Binder.get(environment)
                .bind(PREFIX, SETTINGS)
                .orElse(Map.of())
                .forEach((name, settings) -> KNOWN.requireOnly(PREFIX + "." + name, settings.keySet()));
    }

    private static Stream<String> names(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(EnumerablePropertySource.class::isInstance)
                .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()));
    }

    private static void requireWholeName(String setting) {
        var bare = BARE.matcher(setting);
        if (bare.matches()) {
            throw new WrongSettingException(PREFIX + ": the name '" + bare.group(1)
                    + "' has more than letters, digits and hyphens. Put it in brackets and quotes: \"[" + bare.group(1)
                    + "]\".");
        }
    }
}
