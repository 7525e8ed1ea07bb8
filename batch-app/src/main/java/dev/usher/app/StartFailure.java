package dev.usher.app;

import dev.usher.app.cli.EngineStartException;
import dev.usher.app.problem.WrongSettingException;
import dev.usher.jobs.connection.ConnectionConflictException;
import dev.usher.jobs.embedded.EmbeddedPostgresException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationNotFoundException;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.validation.FieldError;

/** Finds, below the layers of Spring, why the application does not start, and says it to whoever typed the command. */
final class StartFailure {

    private static final String EXPLICIT = "Check SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD.";

    private StartFailure() {}

    static EngineStartException explain(RuntimeException failure) {
        return causes(failure)
                .flatMap(cause -> sentence(cause).stream())
                .findFirst()
                .map(sentence -> new EngineStartException(sentence, failure))
                .orElseGet(() -> new EngineStartException("Usher can't start: " + root(failure), failure));
    }

    private static Optional<String> sentence(Throwable cause) {
        if (cause instanceof EmbeddedPostgresException
                || cause instanceof ConnectionConflictException
                || cause instanceof UnsupportedDatabaseException
                || cause instanceof WrongSettingException) {
            return Optional.ofNullable(cause.getMessage());
        }
        if (cause instanceof PortInUseException taken) {
            return Optional.of("Port " + taken.getPort() + " is in use. Stop what uses it, or choose another with"
                    + " SERVER_PORT (for the API) or MANAGEMENT_SERVER_PORT (for health and metrics).");
        }
        if (cause instanceof FlywayValidateException) {
            return Optional.of(
                    "The database was set up by another version of Usher, whose tables this one does not know."
                            + " Use that version, or start with an empty database.");
        }
        if (cause instanceof ConfigDataResourceNotFoundException missing) {
            return Optional.of(noSettings(missing.getLocation()));
        }
        if (cause instanceof ConfigDataLocationNotFoundException missing) {
            return Optional.of(noSettings(missing.getLocation()));
        }
        if (cause instanceof BindException wrong) {
            return Optional.of("A setting is wrong: " + reason(wrong) + ".");
        }
        return cause instanceof SQLException sql ? sentence(sql) : Optional.empty();
    }

    private static String noSettings(@Nullable ConfigDataLocation location) {
        return "There are no settings at " + location
                + ". Check SPRING_CONFIG_ADDITIONAL_LOCATION, or whatever else names that place.";
    }

    private static String reason(BindException wrong) {
        var root = root(wrong);
        var name = wrong.getName().toString();
        if (root instanceof BindValidationException invalid) {
            return invalid.getValidationErrors().getAllErrors().stream()
                    .map(error -> error instanceof FieldError field
                            ? name + "." + DataObjectPropertyName.toDashedForm(field.getField()) + " "
                                    + field.getDefaultMessage()
                            : name + " " + error.getDefaultMessage())
                    .collect(Collectors.joining("; "));
        }
        var message = String.valueOf(root.getMessage());
        return message.contains(name) ? message : name + ": " + message;
    }

    private static Optional<String> sentence(SQLException failure) {
        var state = Optional.ofNullable(failure.getSQLState()).orElse("");
        var said = " (" + failure.getMessage() + ")";
        if (state.startsWith("08") || "57P03".equals(state)) {
            return Optional.of("The database can't be reached" + said + ". Is it running? " + EXPLICIT);
        }
        if (state.startsWith("28")) {
            return Optional.of("The database refuses the login" + said + ". " + EXPLICIT);
        }
        if ("3D000".equals(state)) {
            return Optional.of("There is no such database" + said + ". Create it, or check SPRING_DATASOURCE_URL.");
        }
        return "42501".equals(state)
                ? Optional.of(
                        "The database user may not create what Usher needs" + said + ". It must own the database.")
                : Optional.empty();
    }

    private static Throwable root(Throwable failure) {
        return causes(failure).reduce(failure, (above, below) -> below);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
