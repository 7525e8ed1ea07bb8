package dev.usher.app.cli;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which server a command asks; without any it works on the database itself. */
final class ServerOptions {

    @Option(
            names = "--server",
            paramLabel = "URL|PROFILE",
            scope = ScopeType.INHERIT,
            order = 90,
            description = "Ask this server (default: USHER_SERVER, or the profile in use).")
    @Nullable
    String server;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            order = 91,
            description = "Ask the server of this profile; 'usher login' makes one.")
    @Nullable
    String profile;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 92,
            description = "Send the token in this file instead of getting one (default: USHER_TOKEN).")
    @Nullable
    String tokenFile;

    @Option(
            names = "--local",
            scope = ScopeType.INHERIT,
            order = 93,
            description = "Work on the database itself, also if there is a server.")
    boolean local;

    /** @throws UsageException if they contradict each other */
    void check() {
        if (Stream.of(server != null, profile != null, local).filter(x -> x).count() > 1) {
            throw new UsageException("Choose one of --server, --profile and --local.");
        }
        if (local && tokenFile != null) {
            throw new UsageException("--token-file is for a server, not for --local.");
        }
    }
}
