package dev.usher.app.credentials;

import dev.usher.jobs.importing.ImportFailedException;
import dev.usher.jobs.importing.parse.CsvLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of known passwords, read line by line: NDJSON if it begins with a brace, else CSV with a header. For one thread.
 *
 * <p>Its keys or columns are {@code password}, one of {@code user_id} and {@code email} at least, and perhaps {@code
 * connection}; others are passed over.
 */
public final class KnownPasswords implements AutoCloseable {

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t');
    private static final JsonMapper JSON = JsonMapper.shared();

    private final BoundedLines lines;
    private final Function<String, Map<String, String>> format;
    private Optional<String> ahead;

    /**
     * @param in is closed together with this
     * @throws ImportFailedException if it can't be told what the file holds
     */
    public KnownPasswords(InputStream in) {
        lines = new BoundedLines(in);
        ahead = lines.next();
        String first = ahead.orElseThrow(() -> BoundedLines.unreadable("There are no passwords: the file is empty."));
        if (first.stripLeading().startsWith("{")) {
            format = this::members;
        } else {
            format = csv(first);
            ahead = Optional.empty();
        }
    }

    /**
     * The next password; empty at the end.
     *
     * @throws ImportFailedException if a row can't be read, or lacks what it needs
     */
    Optional<KnownPassword> next() {
        Optional<String> line = ahead.isPresent() ? ahead : lines.next();
        ahead = Optional.empty();
        return line.map(format).map(this::known);
    }

    /** Up to so many passwords; none at the end. */
    List<KnownPassword> next(int most) {
        var batch = new ArrayList<KnownPassword>();
        while (batch.size() < most) {
            var known = next();
            if (known.isEmpty()) {
                break;
            }
            batch.add(known.get());
        }
        return batch;
    }

    private KnownPassword known(Map<String, String> row) {
        Optional<String> userId = given(row, "user_id");
        Optional<String> email = given(row, "email");
        String password = row.get("password");
        if (password == null || (userId.isEmpty() && email.isEmpty())) {
            throw wrong("needs a password, and a user_id or an email, as texts");
        }
        return new KnownPassword(lines.number(), userId, email, given(row, "connection"), password);
    }

    private static Optional<String> given(Map<String, String> row, String key) {
        return Optional.ofNullable(row.get(key)).filter(text -> !text.isEmpty());
    }

    private Map<String, String> members(String line) {
        try {
            var row = new HashMap<String, String>();
            JSON.readTree(line).properties().forEach(member -> {
                if (member.getValue().isString()) {
                    row.put(member.getKey(), member.getValue().asString());
                }
            });
            return row;
        } catch (JacksonException e) {
            // Neither the message nor the cause of which anybody must see.
            throw wrong("is no JSON object");
        }
    }

    private Function<String, Map<String, String>> csv(String header) {
        for (char delimiter : DELIMITERS) {
            var csv = new CsvLine(delimiter);
            List<String> names = csv.cells(header).stream()
                    .flatMap(List::stream)
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .toList();
            if (names.contains("password") && Stream.of("user_id", "email").anyMatch(names::contains)) {
                return line -> cells(csv, names, line);
            }
        }
        throw BoundedLines.unreadable(
                "The file with passwords must be NDJSON, or CSV whose first line names its columns:"
                        + " password, user_id or email, and perhaps connection.");
    }

    private Map<String, String> cells(CsvLine csv, List<String> names, String line) {
        List<String> cells = csv.cells(line).orElseThrow(() -> wrong("has a quote that is not closed in it"));
        if (cells.size() != names.size()) {
            throw wrong("has " + cells.size() + " cells, the header " + names.size());
        }
        var row = new HashMap<String, String>();
        for (int i = 0; i < cells.size(); i++) {
            row.putIfAbsent(names.get(i), cells.get(i));
        }
        return row;
    }

    private ImportFailedException wrong(String what) {
        return BoundedLines.unreadable("Line " + lines.number() + " of the file with passwords " + what + ".");
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The file with passwords can't be closed.", e);
        }
    }
}
