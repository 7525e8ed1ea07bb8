package dev.usher.app.cli.report;

import dev.usher.app.status.AbsentUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Users who are missing from the file of an import, as a table or as JSON. */
public final class AbsentListing {

    private AbsentListing() {}

    public static String table(List<AbsentUser> users) {
        var table = Table.of("user_id", ">missed runs", "");
        users.forEach(user -> table.add(
                Texts.printable(user.userId()), Texts.count(user.missedRuns()), user.due() ? "due" : "waiting"));
        return table.toString();
    }

    public static Map<String, Object> document(AbsentUser user) {
        var document = new LinkedHashMap<String, Object>();
        document.put("user_id", user.userId());
        document.put("missed_runs", user.missedRuns());
        document.put("due", user.due());
        return document;
    }
}
