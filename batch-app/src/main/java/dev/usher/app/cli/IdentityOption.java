package dev.usher.app.cli;

import dev.usher.app.cli.UserDesk.Identity;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** An identity of a user. */
final class IdentityOption {

    @Option(
            names = "--identity",
            arity = "2",
            required = true,
            paramLabel = "PROVIDER ID",
            hideParamSyntax = true,
            description = "The strategy of its connection, and its id with or without that in front.")
    List<String> words = new ArrayList<>();

    Identity typed() {
        if (words.size() != 2) {
            throw new UsageException("--identity takes a provider and an id, once.");
        }
        return new Identity(words.get(0), words.get(1));
    }
}
