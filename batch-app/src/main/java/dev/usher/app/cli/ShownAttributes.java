package dev.usher.app.cli;

import dev.usher.app.users.ShownColumns;
import dev.usher.jobs.profile.UserColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What is shown of a user. */
final class ShownAttributes {

    @Option(
            names = "--fields",
            paramLabel = "ATTRIBUTE",
            split = ",",
            description = "Only these, in this order: user_id,email,app_metadata (default: all).")
    List<String> names = new ArrayList<>();

    /** @throws UsageException if there is one that users do not have, or do not show */
    void check() {
        for (var name : names) {
            if (UserColumn.findByName(name).filter(ShownColumns.ALL::contains).isEmpty()) {
                throw new UsageException("--fields does not take '" + name + "'. It takes "
                        + ShownColumns.ALL.stream().map(UserColumn::columnName).collect(Collectors.joining(", "))
                        + ".");
            }
        }
    }

    JsonNode of(JsonNode user) {
        return names.isEmpty() ? user : UserDocument.only(names, user);
    }
}
