package dev.usher.app.cli;

import dev.usher.app.cli.remote.ClientSecret;
import dev.usher.app.cli.remote.ClientTokens;
import dev.usher.app.cli.remote.Pause;
import dev.usher.app.cli.remote.Profile;
import dev.usher.app.cli.remote.Profiles;
import dev.usher.app.cli.remote.RemoteException;
import dev.usher.app.cli.remote.RemoteException.Kind;
import dev.usher.app.cli.remote.ServerAddress;
import dev.usher.app.cli.remote.TokenCache;
import dev.usher.app.cli.remote.Tokens;
import dev.usher.app.cli.remote.Transport;
import dev.usher.app.cli.remote.UsherApi;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which server a command asks, and as whom: what was typed counts before the environment, and that before the profile in use.
 *
 * <p>A secret or a token in the environment goes to no server that was chosen by the name of a profile: it is for another
 * one, most likely.
 */
final class Servers {

    private static final String SERVER = "USHER_SERVER";
    private static final String TOKEN = "USHER_TOKEN";

    private final Shell shell;
    private final Profiles profiles;

    Servers(Shell shell) {
        this.shell = shell;
        this.profiles = shell.profiles();
    }

    /**
     * A server that was chosen.
     *
     * @param profile null if its address was given
     * @param options what must be typed to choose it again; empty or with a leading blank
     */
    private record Choice(ServerAddress server, @Nullable Profile profile, String options) {

        static Choice of(Profile profile, String options) {
            return new Choice(profile.server(), profile, options);
        }
    }

    /** Empty if the command is to work on the database itself. */
    Optional<JobDesk> desk(ServerOptions typed) {
        typed.check();
        if (typed.local) {
            return Optional.empty();
        }
        var choice = choice(typed);
        if (choice.isEmpty() && typed.tokenFile != null) {
            throw new UsageException("--token-file is for a server: name one with --server.");
        }
        return choice.map(c -> new RemoteDesk(shell, api(c, typed), c.options()));
    }

    private Optional<Choice> choice(ServerOptions typed) {
        if (typed.profile != null) {
            return Optional.of(named(typed.profile, " --profile " + typed.profile));
        }
        if (typed.server != null) {
            return Optional.of(choice(typed.server, " --server " + typed.server));
        }
        var server = variable(SERVER);
        return server.isPresent()
                ? Optional.of(choice(server.get(), ""))
                : profiles.current().map(profile -> Choice.of(profile, ""));
    }

    private Choice choice(String addressOrName, String options) {
        return ServerAddress.isMeant(addressOrName)
                ? new Choice(Addresses.of(addressOrName), null, options)
                : named(addressOrName, options);
    }

    private Choice named(String name, String options) {
        return profiles.find(name)
                .map(profile -> Choice.of(profile, options))
                .orElseThrow(() -> new UsageException("There is no profile '" + name
                        + "'. 'usher profiles list' shows all; a server's address begins with https://."));
    }

    private UsherApi api(Choice choice, ServerOptions typed) {
        var transport = new Transport(choice.server(), Pause.real());
        return new UsherApi(transport, tokens(choice, typed, transport));
    }

    private Tokens tokens(Choice choice, ServerOptions typed, Transport transport) {
        if (typed.tokenFile != null) {
            return Tokens.given(new GivenSecrets(shell).read("--token-file", typed.tokenFile));
        }
        boolean byName = choice.profile() != null && !choice.options().isEmpty();
        var token = variable(TOKEN);
        if (token.isPresent() && !byName) {
            return Tokens.given(token.get());
        }
        var profile = Optional.ofNullable(choice.profile());
        if (profile.isEmpty()) {
            var client = new GivenSecrets(shell).ofEnvironment();
            if (client.isPresent()) {
                return tokens(transport, client.get(), TokenCache.none());
            }
            profile = profiles.list().stream()
                    .filter(p -> p.server().equals(choice.server()))
                    .findFirst();
        }
        return profile.map(p -> tokens(transport, p.client(), profiles.tokensOf(p)))
                .orElseThrow(() -> notSignedIn(choice.server()));
    }

    private Tokens tokens(Transport transport, ClientSecret client, TokenCache cache) {
        return new ClientTokens(transport, client, cache, shell.surroundings().clock());
    }

    private static RemoteException notSignedIn(ServerAddress server) {
        return new RemoteException(
                Kind.NOT_SIGNED_IN,
                "You are not signed in to " + server.base() + ". Sign in: usher login " + server.base()
                        + ". Or set USHER_CLIENT_ID and USHER_CLIENT_SECRET, or USHER_TOKEN.");
    }

    private Optional<String> variable(String name) {
        return shell.variable(name);
    }
}
