package dev.usher.app.rest.job;

import dev.usher.app.rest.answer.ApiException;
import dev.usher.app.rest.body.RequestObject;
import dev.usher.jobs.importing.UserImportRequest.Mirror;
import java.math.BigDecimal;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a request says of users who are missing from its file. */
final class MirrorMembers {

    private static final Set<String> NAMES =
            Set.of("action", "max_users", "max_percent", "min_rows", "grace_runs", "override_guards");

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private MirrorMembers() {}

    /** @throws ApiException if it is no object, or a member is not what it should be */
    static Mirror read(JsonNode mirror) {
        var members = RequestObject.of(mirror, "mirror").requireOnly(NAMES);
        return new Mirror(
                members.requireChoice("action", Mirror.Action.class),
                members.integer("max_users", 0).orElse(null),
                members.number("max_percent", BigDecimal.ZERO, ALL).orElse(null),
                members.integer("min_rows", 0).orElse(null),
                members.integer("grace_runs", 1, Mirror.MOST_GRACE_RUNS)
                        .map(Math::toIntExact)
                        .orElse(null),
                members.flag("override_guards", false));
    }
}
