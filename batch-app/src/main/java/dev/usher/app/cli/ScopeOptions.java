package dev.usher.app.cli;

import dev.usher.app.security.client.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What a client may do. */
final class ScopeOptions {

    @Option(
            names = "--scope",
            paramLabel = "SCOPES",
            description = "What it may do, such as \"read:users create:users\". Can be repeated.")
    List<String> scopes = new ArrayList<>();

    @Option(names = "--all-scopes", description = "It may do everything.")
    boolean all;

    Set<Scope> chosen() {
        if (all != scopes.isEmpty()) {
            throw new UsageException((all
                            ? "--scope and --all-scopes exclude each other."
                            : "Say what the client may do, with --scope or --all-scopes.")
                    + " The scopes are:\n"
                    + known());
        }
        if (all) {
            return Scope.all();
        }
        var chosen = EnumSet.noneOf(Scope.class);
        scopes.stream()
                .flatMap(words -> Arrays.stream(words.strip().split("[\\s,]+", -1)))
                .map(ScopeOptions::require)
                .forEach(chosen::add);
        return chosen;
    }

    private static Scope require(String literal) {
        return Scope.find(literal)
                .orElseThrow(
                        () -> new UsageException("There is no scope '" + literal + "'. The scopes are:\n" + known()));
    }

    private static String known() {
        return Arrays.stream(Scope.values())
                .map(scope -> String.format("  %-27s %s", scope.literal(), scope.description()))
                .collect(Collectors.joining("\n"));
    }
}
