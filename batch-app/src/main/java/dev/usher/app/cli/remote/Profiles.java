package dev.usher.app.cli.remote;

import dev.usher.app.cli.remote.RemoteException.Kind;
import dev.usher.jobs.file.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The servers that somebody signed in to, in a file that only they can read. Several processes may use it at once: each change
 * reads it anew under a lock, and replaces it as a whole.
 */
public final class Profiles {

    private final Path file;

    /** @param file need not exist, nor its folder */
    public Profiles(Path file) {
        this.file = file;
    }

    /** Where the file is by the rules of XDG. */
    public static Path defaultFile(Map<String, String> environment) {
        var config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        var folder = config.startsWith("/") ? Path.of(config) : Path.of(System.getProperty("user.home"), ".config");
        return folder.resolve("usher").resolve("profiles.json");
    }

    /**
     * The file.
     *
     * @param current the name of the profile in use; null if there is none
     */
    private record Document(@Nullable String current, Map<String, Entry> profiles) {

        static final Document EMPTY = new Document(null, Map.of());

        Document with(@Nullable String inUse, String name, @Nullable Entry entry) {
            var entries = new LinkedHashMap<>(profiles);
            if (entry == null) {
                entries.remove(name);
            } else {
                entries.put(name, entry);
            }
            return new Document(entries.containsKey(inUse) ? inUse : null, entries);
        }
    }

    /** A profile; the token is what the server last gave. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Entry(
            String server,
            String clientId,
            String clientSecret,
            @Nullable String token,
            @Nullable Instant tokenExpiresAt) {

        /** Without the secret and token, so that no log ever has them. */
        @Override
        public String toString() {
            return "Entry[" + server + "]";
        }

        Profile named(String name) {
            return new Profile(name, ServerAddress.of(server), new ClientSecret(clientId, clientSecret));
        }

        Optional<AccessToken> cached() {
            return token == null || tokenExpiresAt == null
                    ? Optional.empty()
                    : Optional.of(new AccessToken(token, tokenExpiresAt));
        }
    }

    public Path file() {
        return file;
    }

    public List<Profile> list() {
        return read().profiles().entrySet().stream()
                .map(entry -> entry.getValue().named(entry.getKey()))
                .toList();
    }

    public Optional<Profile> find(String name) {
        return Optional.ofNullable(read().profiles().get(name)).map(entry -> entry.named(name));
    }

    /** The one that commands use if nobody says otherwise. */
    public Optional<Profile> current() {
        return Optional.ofNullable(read().current()).flatMap(this::find);
    }

    /** Adds or replaces a profile, and uses it from now on. */
    public void save(Profile profile, Optional<AccessToken> token) {
        var entry = new Entry(
                profile.server().base(),
                profile.client().id(),
                profile.client().secret(),
                token.map(AccessToken::text).orElse(null),
                token.map(AccessToken::expiresAt).orElse(null));
        change(document -> document.with(profile.name(), profile.name(), entry));
    }

    /** Returns false if there is no such profile. */
    public boolean use(String name) {
        return change(document ->
                        document.profiles().containsKey(name) ? new Document(name, document.profiles()) : document)
                .profiles()
                .containsKey(name);
    }

    /** Forgets a profile, if there is one, with its secret and its token. */
    public void delete(String name) {
        change(document -> document.with(document.current(), name, null));
    }

    /** Where tokens of a profile are kept. */
    public TokenCache tokensOf(Profile profile) {
        return new TokenCache() {
            @Override
            public Optional<AccessToken> find() {
                return Optional.ofNullable(read().profiles().get(profile.name()))
                        .filter(entry -> entry.named(profile.name()).equals(profile))
                        .flatMap(Entry::cached);
            }

            @Override
            public void keep(AccessToken token) {
                change(document -> withToken(document, profile, token));
            }
        };
    }

    /** Of a profile that somebody changed or deleted meanwhile nothing is kept. */
    private static Document withToken(Document document, Profile profile, AccessToken token) {
        var entry = document.profiles().get(profile.name());
        if (entry == null || !entry.named(profile.name()).equals(profile)) {
            return document;
        }
        var fresh = new Entry(entry.server(), entry.clientId(), entry.clientSecret(), token.text(), token.expiresAt());
        return document.with(document.current(), profile.name(), fresh);
    }

    private Document read() {
        try {
            return Files.exists(file) ? Documents.read(Files.readAllBytes(file), Document.class) : Document.EMPTY;
        } catch (IOException e) {
            throw new UncheckedIOException("The profiles can't be read.", e);
        } catch (JacksonException e) {
            throw new RemoteException(
                    Kind.NOT_SIGNED_IN,
                    "The file " + file + " is damaged. Delete it, then sign in again: usher login URL",
                    e);
        }
    }

    private Document change(UnaryOperator<Document> change) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var lock = file.resolveSibling(file.getFileName() + ".lock");
            try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Until the channel is closed.
                channel.lock();
                var changed = change.apply(read());
                write(changed);
                return changed;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The profiles can't be written.", e);
        }
    }

    private void write(Document document) throws IOException {
        try (var fresh = PrivateFile.create(file)) {
            fresh.write(Documents.pretty(document));
            fresh.sync();
            fresh.publish();
        }
    }
}
