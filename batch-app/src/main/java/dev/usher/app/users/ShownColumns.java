package dev.usher.app.users;

import dev.usher.jobs.profile.UserColumn;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which columns of users are shown, in the order of their names, in which Auth0 shows them. */
public final class ShownColumns {

    private static final Comparator<UserColumn> BY_NAME = Comparator.comparing(UserColumn::columnName);

    /** All but hashes and secrets. */
    public static final Set<UserColumn> ALL =
            ordered(Arrays.stream(UserColumn.values()).filter(column -> !column.secret()));

    private ShownColumns() {}

    public static Set<UserColumn> only(Collection<UserColumn> columns) {
        return ordered(ALL.stream().filter(columns::contains));
    }

    public static Set<UserColumn> allBut(Collection<UserColumn> columns) {
        return ordered(ALL.stream().filter(column -> !columns.contains(column)));
    }

    private static Set<UserColumn> ordered(Stream<UserColumn> columns) {
        return Collections.unmodifiableSet(
                new LinkedHashSet<>(columns.sorted(BY_NAME).toList()));
    }
}
