package dev.usher.jobs.embedded;

import dev.usher.jobs.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * As whom PostgreSQL runs. It refuses root, so root lends it another identity.
 *
 * @param prefix the words in front of each command; empty for an ordinary user
 * @param otherUser whether files of that identity belong to another user than our own
 * @param uid to whom the server's folders must belong; unused for an ordinary user
 */
record ServerAccount(List<String> prefix, boolean otherUser, int uid, int gid) {

    private static final Duration PROBE = Duration.ofSeconds(10);

    /** Best first: in a user namespace without mappings root's files stay root's, no folder changes hands. */
    private static final List<ServerAccount> CANDIDATES = List.of(
            new ServerAccount(List.of(), false, 0, 0),
            new ServerAccount(List.of("unshare", "-U"), false, 0, 0),
            new ServerAccount(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"), true, 0, 0),
            new ServerAccount(List.of("setpriv", "--reuid=nobody", "--regid=nobody", "--clear-groups"), true, 0, 0),
            new ServerAccount(List.of("runuser", "-u", "postgres", "--"), true, 0, 0));

    ServerAccount {
        prefix = List.copyOf(prefix);
    }

    static ServerAccount choose() {
        return choose(CANDIDATES);
    }

    static ServerAccount choose(List<ServerAccount> candidates) {
        for (var candidate : candidates) {
            int uid = candidate.id("-u");
            if (uid > 0) {
                return candidate.otherUser
                        ? new ServerAccount(candidate.prefix, true, uid, candidate.id("-g"))
                        : candidate;
            }
        }
        throw new EmbeddedPostgresException(
                Reason.NO_ACCESS,
                "PostgreSQL does not run as root, and none of unshare -U, setpriv (user nobody) and runuser (user"
                        + " postgres) works here. Run usher as an ordinary user, or use a PostgreSQL of your own: set"
                        + " SPRING_DATASOURCE_URL (and _USERNAME, _PASSWORD).");
    }

    List<String> command(List<String> words) {
        return Stream.concat(prefix.stream(), words.stream()).toList();
    }

    /** Fails with the outermost folder that this account cannot enter. */
    void requireEntry(Path folder) throws IOException {
        if (!otherUser || canEnter(folder)) {
            return;
        }
        Path closed = folder;
        for (Path outer = folder; outer != null; outer = outer.getParent()) {
            if (!canEnter(outer)) {
                closed = outer;
            }
        }
        throw new EmbeddedPostgresException(
                Reason.NO_ACCESS,
                "PostgreSQL does not run as root, so usher starts it by '" + String.join(" ", prefix) + "', and that"
                        + " user cannot enter the folder " + closed
                        + ". Set USHER_HOME to a folder that it can enter, such as /var/lib/usher, or run usher as an"
                        + " ordinary user.");
    }

    /** Root must not take over what an ordinary user made, or that user is locked out. */
    void requireOwn(Path home) throws IOException {
        if (prefix.isEmpty()) {
            return;
        }
        var owner = Files.getAttribute(home, "unix:uid");
        if (!Integer.valueOf(0).equals(owner) && !Integer.valueOf(uid).equals(owner)) {
            throw new EmbeddedPostgresException(
                    Reason.NO_ACCESS,
                    "The folder " + home + " belongs to user "
                            + Files.getOwner(home).getName()
                            + ", and usher runs as root. Run usher as that user, or set USHER_HOME to a folder of"
                            + " root's.");
        }
    }

    /** Hands a folder, and all that is in it, to this account; does nothing for an ordinary user. */
    void own(Path tree) throws IOException {
        if (prefix.isEmpty() || Integer.valueOf(uid).equals(Files.getAttribute(tree, "unix:uid"))) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                hand(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                // The folder itself last: if this is cut short, the next start sees the old owner and goes on.
                hand(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void hand(Path path) throws IOException {
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    private boolean canEnter(Path folder) throws IOException {
        return Command.run(Path.of("/"), PROBE, command(List.of("sh", "-c", "cd \"$0\"", folder.toString())))
                .succeeded();
    }

    private int id(String option) {
        try {
            var result = Command.run(Path.of("/"), PROBE, command(List.of("id", option)));
            return result.succeeded() ? Integer.parseInt(result.output().strip()) : -1;
        } catch (IOException | NumberFormatException e) {
            // The program is not installed here: the next candidate is asked.
            return -1;
        }
    }
}
