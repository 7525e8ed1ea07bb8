package dev.usher.jobs.search;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.search.ValueTest.Value;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The id of a user at the provider of one of its identities: what follows the provider's name in a user id. */
final class IdentityIdField implements SearchField {

    private static final TextField ID =
            new TextField("i.user_id", "substr(i.user_id, strpos(i.user_id, '|') + 1)", false);

    @Override
    public String matches(ValueTest test, Place place, Binding binding) {
        if (SearchField.isAnyValue(test)) {
            return exists(binding);
        }
        // A whole id is found by the few user ids it may be the end of.
        var condition = test instanceof Value value ? among(value, binding) : ID.matches(test, place, binding);
        return "u.user_id IN (SELECT coalesce(i.linked_to, i.user_id) FROM users AS i WHERE " + condition + ")";
    }

    @Override
    public String exists(Binding binding) {
        return "TRUE";
    }

    private static String among(Value value, Binding binding) {
        var ids = binding.connections().stream()
                .map(Connection::strategy)
                .map(strategy -> strategy.name() + "|" + value.text())
                .collect(Collectors.toCollection(TreeSet::new));
        return ids.isEmpty() ? "FALSE" : "i.user_id IN (" + binding.add(ids) + ")";
    }
}
