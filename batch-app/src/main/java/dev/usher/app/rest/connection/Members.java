package dev.usher.app.rest.connection;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which members of a body a client wants to have.
 *
 * @param names empty for all
 * @param included whether only these are wanted, or all but these
 */
record Members(Set<String> names, boolean included) {

    /** @param commaSeparated names; those that do not exist are ignored */
    static Members of(String commaSeparated, boolean included) {
        return new Members(
                Arrays.stream(commaSeparated.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                included);
    }

    ObjectNode of(ObjectNode body) {
        if (names.isEmpty()) {
            return body;
        }
        return included ? body.retain(names) : body.remove(names);
    }
}
