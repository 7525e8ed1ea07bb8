package dev.usher.app.cli;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Connections;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the connection that somebody typed, or says which ones there are. */
final class ConnectionLookup {

    private static final int SHOWN = 5;

    private ConnectionLookup() {}

    static Connection require(Connections connections, String idOrName) {
        return connections
                .find(idOrName)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONNECTION_NOT_FOUND,
                        "There is no connection '" + idOrName + "'. "
                                + candidates(connections, idOrName)
                                + " 'usher connections list' shows all; 'usher connections create' makes one."));
    }

    private static String candidates(Connections connections, String typed) {
        var names = connections.list().stream()
                .map(Connection::name)
                .sorted(Comparator.comparingInt(name -> distance(typed, name)))
                .limit(SHOWN)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "There is none yet." : "The most similar names are: " + names + ".";
    }

    /** How many characters must be inserted, deleted or changed; letter case does not count. */
    private static int distance(String a, String b) {
        var left = a.toLowerCase(Locale.ROOT);
        var right = b.toLowerCase(Locale.ROOT);
        int[] above = new int[right.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[right.length()];
    }
}
