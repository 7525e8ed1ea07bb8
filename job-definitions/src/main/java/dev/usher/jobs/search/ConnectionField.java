package dev.usher.jobs.search;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.search.ValueTest.Pattern;
import dev.usher.jobs.search.ValueTest.Range;
import dev.usher.jobs.search.ValueTest.Value;
import java.util.List;
import java.util.function.Predicate;

/**
 * Something that a user has from the connection of one of its identities. The connections that have it are found before
 * the database is asked, so that it knows how many users they have.
 */
enum ConnectionField implements SearchField {
    CONNECTION {
        @Override
        Predicate<Connection> that(ValueTest test, Place place) {
            var matches = matcher(test, place);
            return connection -> matches.test(connection.name());
        }
    },
    PROVIDER {
        @Override
        Predicate<Connection> that(ValueTest test, Place place) {
            var matches = matcher(test, place);
            return connection -> matches.test(connection.strategy().name());
        }
    },
    IS_SOCIAL {
        @Override
        Predicate<Connection> that(ValueTest test, Place place) {
            boolean social = BooleanField.required(test, place).equals("TRUE");
            return connection -> SOCIAL.contains(connection.strategy().name()) == social;
        }
    };

    private static final List<String> SOCIAL = Strategy.socialNames();

    /** Those who have other identities are few: only of them is asked which. */
    private static final String OF_ANY_IDENTITY = """
            (u.connection_id IN (%1$s) OR u.has_linked AND u.user_id IN (
                SELECT l.linked_to FROM users AS l WHERE l.linked_to IS NOT NULL AND l.connection_id IN (%1$s)))""";

    abstract Predicate<Connection> that(ValueTest test, Place place);

    @Override
    public String matches(ValueTest test, Place place, Binding binding) {
        if (SearchField.isAnyValue(test)) {
            return exists(binding);
        }
        var ids = binding.connections().stream()
                .filter(that(test, place))
                .map(Connection::id)
                .toList();
        return ids.isEmpty() ? "FALSE" : OF_ANY_IDENTITY.formatted(binding.add(ids));
    }

    /** Every user comes from somewhere. */
    @Override
    public String exists(Binding binding) {
        return "TRUE";
    }

    private static Predicate<String> matcher(ValueTest test, Place place) {
        if (test instanceof Range) {
            throw place.refuse("takes a name: ranges do not apply.");
        }
        return test instanceof Pattern pattern ? pattern::matches : ((Value) test).text()::equals;
    }
}
