package dev.usher.app.cli;

import dev.usher.app.cli.remote.AccessToken;
import dev.usher.app.cli.remote.ClientSecret;
import dev.usher.app.cli.remote.ClientTokens;
import dev.usher.app.cli.remote.Pause;
import dev.usher.app.cli.remote.Profile;
import dev.usher.app.cli.remote.ServerAddress;
import dev.usher.app.cli.remote.TokenCache;
import dev.usher.app.cli.remote.Transport;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code usher login}: remembers a server and a client of it, once they get a token for it. */
@Command(
        name = "login",
        header = "Sign in to a server; commands ask it from then on.",
        description = {
            "",
            "Asks for id and secret of a client on a terminal. 'usher clients create' on the server's database makes one.",
            "The profile is kept in ~/.config/usher/profiles.json (or XDG_CONFIG_HOME), for you alone to read."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  usher login https://usher.example.org",
            "  usher login https://usher.example.org --client-id ID \\%n      --client-secret-file secret.txt",
            "  pass usher | usher login http://localhost:8080 --client-id ID \\%n      --client-secret-file -"
        })
final class LoginCommand implements Callable<Integer> {

    private final Shell shell;

    @Parameters(paramLabel = "URL", description = "Address of the server.")
    String url = "";

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "Id of the client (default: USHER_CLIENT_ID, else asked for).")
    @Nullable
    String clientId;

    @Option(
            names = "--client-secret-file",
            paramLabel = "FILE",
            description = "The file with its secret; - for standard input (default: USHER_CLIENT_SECRET, the file"
                    + " USHER_CLIENT_SECRET_FILE, else asked for).")
    @Nullable
    String secretFile;

    @Option(names = "--profile", paramLabel = "NAME", description = "Name of the profile (default: the server's).")
    @Nullable
    String profile;

    LoginCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var server = Addresses.of(url);
        if (profile != null && (profile.isBlank() || ServerAddress.isMeant(profile))) {
            throw new UsageException("--profile: '" + profile + "' can't be the name of a profile.");
        }
        if (server.exposed()) {
            shell.warn("Careful: " + server.base() + " is not encrypted. Everybody on the way can read the secret.");
        }
        var signedIn = new Profile(profile == null ? server.label() : profile.strip(), server, client());
        shell.profiles().save(signedIn, Optional.of(token(signedIn)));
        shell.say("Signed in to " + server.base() + " as profile " + signedIn.name()
                + ", which is in use from now on. --local works on the database itself.");
        return ExitCode.OK.number();
    }

    private ClientSecret client() {
        var secrets = new GivenSecrets(shell);
        var id = Optional.ofNullable(clientId)
                .or(secrets::clientId)
                .or(() -> shell.asked("Client id: "))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> missing("id", "--client-id or USHER_CLIENT_ID"));
        var secret = Optional.ofNullable(secretFile)
                .map(file -> secrets.read("--client-secret-file", file))
                .or(secrets::secret)
                .or(() -> secrets.asked("Client secret: "))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> missing("secret", "--client-secret-file or USHER_CLIENT_SECRET"));
        return new ClientSecret(id.strip(), secret);
    }

    private static UsageException missing(String what, String where) {
        return new UsageException(
                "The " + what + " of the client is missing, and there is no terminal to ask on: use " + where + ".");
    }

    private AccessToken token(Profile candidate) {
        var kept = new Kept();
        var transport = new Transport(candidate.server(), Pause.real());
        var unused = new ClientTokens(
                        transport,
                        candidate.client(),
                        kept,
                        shell.surroundings().clock())
                .current();
        return Objects.requireNonNull(kept.token);
    }

    /** Until the profile is saved. */
    private static final class Kept implements TokenCache {

        @Nullable
        AccessToken token;

        @Override
        public Optional<AccessToken> find() {
            return Optional.empty();
        }

        @Override
        public void keep(AccessToken fresh) {
            token = fresh;
        }
    }
}
