package dev.usher.jobs.exporting.field;

import dev.usher.jobs.profile.UserColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field's name, taken apart: {@code identities[0].connection} is the root {@code identities} with the steps 0 and
 * {@code connection}.
 */
record FieldName(String text, String root, List<PathStep> path) {

    private static final Pattern SEGMENT = Pattern.compile("(.+?)((?:\\[[0-9]{1,9}])*)", Pattern.DOTALL);
    private static final Pattern INDEX = Pattern.compile("\\[([0-9]+)]");

    static FieldName parse(String text) {
        var root = "";
        var path = new ArrayList<PathStep>();
        for (var segment : text.split("\\.", -1)) {
            Matcher parts = SEGMENT.matcher(segment);
            if (!parts.matches()) {
                throw new InvalidFieldsException("The field '" + text + "' has an empty step in its path.");
            }
            if (root.isEmpty()) {
                root = parts.group(1);
            } else {
                path.add(new PathStep.Member(parts.group(1)));
            }
            INDEX.matcher(parts.group(2))
                    .results()
                    .forEach(index -> path.add(new PathStep.Item(Integer.parseInt(index.group(1)))));
        }
        return new FieldName(text, root, List.copyOf(path));
    }

    Optional<UserColumn> column() {
        return UserColumn.findByName(root);
    }
}
