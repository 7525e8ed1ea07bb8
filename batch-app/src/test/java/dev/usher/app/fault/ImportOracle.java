package dev.usher.app.fault;

import dev.usher.app.fault.ImportShape.Format;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An import file made from a seed, and what must become of it: the users, the counters and the errors. It knows the
 * contract, not the engine: nothing of it is asked of a run.
 *
 * <p>Of the users that exist, some are missing from the file, some of these for the second time; some were blocked by a
 * mirror before.
 *
 * <p>Of the rows, 2 in 100 are wrong in one of several ways, 5 in 100 repeat the e-mail address of an earlier row, 30 in
 * 100 meet a user that exists, half of them without changing it, and the others are new.
 */
final class ImportOracle {

    /** Users that exist before the import. */
    private static final int EXISTING_PERCENT = 30;

    private enum Kind {
        NEW,
        CHANGED,
        SAME,
        REPEATED,
        BAD
    }

    /** A user as the import must leave it; {@code written}: whether the job writes it. */
    record ExpectedUser(
            String email,
            @Nullable String userId,
            String givenName,
            String familyName,
            boolean verified,
            int number,
            boolean written,
            @Nullable Boolean blocked) {

        ExpectedUser with(boolean nowBlocked) {
            return new ExpectedUser(email, userId, givenName, familyName, verified, number, true, nowBlocked);
        }

        /** As {@link ImportWorld#users} reads users. */
        String text() {
            return String.join(
                            "|",
                            email,
                            userId == null ? "generated" : userId,
                            givenName,
                            familyName,
                            email,
                            email.substring(0, email.indexOf('@')),
                            Boolean.toString(verified),
                            "{\"n\": \"" + number + "\"}",
                            written ? "this job" : "no job")
                    + (blocked == null ? "" : "|" + blocked);
        }
    }

    record ExpectedError(
            long record, long line, String code, @Nullable String path) {

        /** As {@link ImportWorld#errors} reads errors. */
        String text() {
            return record + " line " + line + " " + code + " " + path;
        }
    }

    record Counters(long total, long inserted, long updated, long failed, long unchanged) {}

    private final ImportShape shape;
    private final String prefix;
    private final SplittableRandom random;
    private final List<String> records = new ArrayList<>();
    private final List<ExpectedError> errors = new ArrayList<>();
    private final TreeMap<String, ExpectedUser> users = new TreeMap<>();
    private final List<ExpectedUser> existing = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final Set<ExpectedUser> named = new HashSet<>();
    private final List<ExpectedUser> due = new ArrayList<>();
    private final List<ExpectedUser> waiting = new ArrayList<>();
    private final List<ExpectedUser> returning = new ArrayList<>();
    private final List<ExpectedUser> blockedBefore = new ArrayList<>();
    private long inserted;
    private long updated;
    private long unchanged;

    /** @param prefix tells the users of this import from those of others in the same database */
    ImportOracle(ImportShape shape, String prefix, long seed) {
        this.shape = shape;
        this.prefix = prefix;
        this.random = new SplittableRandom(seed);
        addExisting();
        for (int n = 1; n <= shape.rows(); n++) {
            add(n);
        }
        addMissing();
    }

    private void addExisting() {
        for (int i = 0; i < shape.rows() * EXISTING_PERCENT / 100; i++) {
            var user = new ExpectedUser(
                    prefix + "-old" + i + "@example.org",
                    "auth0|" + prefix + "old" + i,
                    "Old",
                    "Ümlaut",
                    true,
                    i,
                    false,
                    null);
            existing.add(user);
            users.put(user.email(), user);
        }
    }

    private void add(int n) {
        int die = random.nextInt(100);
        var kind = die < 2
                ? Kind.BAD
                : die < 7 && !seen.isEmpty()
                        ? Kind.REPEATED
                        : die < 22 ? Kind.CHANGED : die < 37 ? Kind.SAME : Kind.NEW;
        // Each user that exists is met once at most; a second time would be a repetition.
        int old = n % Math.max(1, existing.size());
        boolean free = n < existing.size();
        switch (kind) {
            case BAD -> addBad(n);
            case REPEATED -> {
                records.add(row(seen.get(random.nextInt(seen.size())), null, "Twice", "Told", "false", n));
                error(n, "DUPLICATED_USER", "email");
            }
            case CHANGED -> {
                if (free) {
                    addExisting(n, existing.get(old), "Chánged " + n, false);
                } else {
                    addNew(n);
                }
            }
            case SAME -> {
                if (free) {
                    addExisting(n, existing.get(old), existing.get(old).givenName(), true);
                } else {
                    addNew(n);
                }
            }
            case NEW -> addNew(n);
        }
    }

    private void addNew(int n) {
        var email = prefix + "-" + Integer.toHexString(random.nextInt()) + "." + n + "@example.org";
        var id = random.nextInt(4) == 0 ? prefix + "x" + n : null;
        records.add(row(email, id, "Given " + n, "O'Né\\il, \"" + n, "true", n));
        seen.add(email);
        users.put(
                email,
                new ExpectedUser(
                        email,
                        id == null ? null : "auth0|" + id,
                        "Given " + n,
                        "O'Né\\il, \"" + n,
                        true,
                        n,
                        true,
                        null));
        inserted++;
    }

    private void addExisting(int n, ExpectedUser old, String givenName, boolean same) {
        records.add(
                row(old.email(), null, givenName, old.familyName(), Boolean.toString(old.verified()), old.number()));
        seen.add(old.email());
        named.add(old);
        if (!shape.upsert()) {
            error(n, "DUPLICATED_USER", "email");
            return;
        }
        updated++;
        if (same) {
            unchanged++;
            same(old);
        } else {
            users.put(
                    old.email(),
                    new ExpectedUser(
                            old.email(),
                            old.userId(),
                            givenName,
                            old.familyName(),
                            old.verified(),
                            old.number(),
                            true,
                            null));
        }
    }

    /** Every other one returns to where a mirror had blocked it. */
    private void same(ExpectedUser old) {
        if (shape.mirror() && old.number() % 2 == 0) {
            returning.add(old);
            users.put(old.email(), old.with(false));
        }
    }

    private void addMissing() {
        for (var user : existing) {
            if (!shape.mirror() || named.contains(user)) {
                continue;
            }
            switch (user.number() % 3) {
                case 0 -> {
                    due.add(user);
                    users.put(user.email(), user.with(true));
                }
                case 1 -> waiting.add(user);
                default -> {
                    blockedBefore.add(user);
                    users.put(user.email(), blocked(user));
                }
            }
        }
    }

    private static ExpectedUser blocked(ExpectedUser user) {
        return new ExpectedUser(
                user.email(),
                user.userId(),
                user.givenName(),
                user.familyName(),
                user.verified(),
                user.number(),
                false,
                true);
    }

    /** Of a mirror every record must tell whose it is; some are those of users who exist. */
    private void addBad(int n) {
        var email = prefix + "-bad" + n + "@example.org";
        if (shape.mirror() && n < existing.size()) {
            var old = existing.get(n);
            email = old.email();
            named.add(old);
        }
        switch (shape.mirror() ? 2 + random.nextInt(2) : random.nextInt(5)) {
            case 0 -> {
                records.add(row("not-an-email-" + n, null, "A", "B", "true", n));
                error(n, "INVALID_FORMAT", "email");
            }
            case 1 -> {
                records.add(row("", null, "A", "B", "true", n));
                error(n, "OBJECT_REQUIRED", "email");
            }
            case 2 -> {
                records.add(row(email, null, "x".repeat(151), "B", "true", n));
                error(n, "MAX_LENGTH", "given_name");
            }
            case 3 -> {
                records.add(row(email, null, "A", "B", "maybe", n));
                error(n, "INVALID_TYPE", "email_verified");
            }
            default -> {
                records.add(broken(email));
                error(n, shape.format() == Format.CSV ? "CSV_FIELD_COUNT" : "UNKNOWN_PROPERTY", brokenPath());
            }
        }
    }

    private String broken(String email) {
        return shape.format() == Format.CSV ? email + ",A" : "{\"email\":\"" + email + "\",\"nonsense\":1}";
    }

    private @Nullable String brokenPath() {
        return shape.format() == Format.CSV ? null : "nonsense";
    }

    private void error(int n, String code, @Nullable String path) {
        // A CSV file begins with its header, an array with its bracket.
        errors.add(new ExpectedError(n, shape.format() == Format.NDJSON ? n : n + 1, code, path));
    }

    private String row(
            String email, @Nullable String id, String givenName, String familyName, String verified, int number) {
        if (shape.format() == Format.CSV) {
            return String.join(
                    ",", email, id == null ? "" : id, givenName, csv(familyName), verified, Integer.toString(number));
        }
        return "{" + (email.isEmpty() ? "" : "\"email\":" + json(email) + ",")
                + (id == null ? "" : "\"user_id\":" + json(id) + ",")
                + "\"given_name\":" + json(givenName) + ",\"family_name\":" + json(familyName)
                + ",\"email_verified\":" + (verified.equals("maybe") ? "\"maybe\"" : verified)
                + ",\"user_metadata\":{\"n\":\"" + number + "\"}}";
    }

    private static String json(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String csv(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** Writes the file into a folder and returns its path. */
    Path writeTo(Path folder) throws IOException {
        var file = folder.resolve(shape.fileName());
        try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file));
                OutputStream out = shape.gzip() ? new GZIPOutputStream(plain) : plain) {
            out.write(text().getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private String text() {
        return switch (shape.format()) {
            case NDJSON -> records.stream().collect(Collectors.joining("\n", "", "\n"));
            case ARRAY -> records.stream().collect(Collectors.joining(",\n", "[\n", "\n]\n"));
            case CSV ->
                records.stream()
                        .collect(Collectors.joining(
                                "\r\n",
                                "email,user_id,given_name,family_name,email_verified,user_metadata.n\r\n",
                                "\r\n"));
        };
    }

    ImportShape shape() {
        return shape;
    }

    List<ExpectedUser> existing() {
        return existing;
    }

    /** Users who are missing for the second time, and are blocked. */
    List<ExpectedUser> due() {
        return due;
    }

    /** Users who are missing for the first time: nothing happens to them. */
    List<ExpectedUser> waiting() {
        return waiting;
    }

    /** Users whom a mirror had blocked, and who are unblocked. */
    List<ExpectedUser> returning() {
        return returning;
    }

    /** Users whom a mirror had blocked, and who are missing still. */
    List<ExpectedUser> blockedBefore() {
        return blockedBefore;
    }

    /** In the order of the e-mail address. */
    List<String> users() {
        return users.values().stream().map(ExpectedUser::text).toList();
    }

    /** In the order of the file. */
    List<String> errors() {
        return errors.stream().map(ExpectedError::text).toList();
    }

    Counters counters() {
        return new Counters(shape.rows(), inserted, updated, errors.size(), unchanged);
    }

    /** How many rows of {@code users} the job writes, each exactly once. */
    long writes() {
        return inserted + updated - unchanged + due.size() + returning.size();
    }
}
