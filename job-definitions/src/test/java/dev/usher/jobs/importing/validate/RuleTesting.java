package dev.usher.jobs.importing.validate;

import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.ConnectionRules;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowOutcome;
import dev.usher.jobs.testkit.ARow;
import java.util.List;

/** Short forms for the tests of the rules: what a rule says of a row, as {@code CODE path}. */
final class RuleTesting {

    private RuleTesting() {}

    static List<RowError> errorsFor(RowRule rule, ARow row) {
        RawRow raw = row.build();
        var errors = new RowErrorCollector(raw.errors());
        rule.errorsFor(raw, errors);
        return errors.inFileOrder();
    }

    static List<String> found(RowRule rule, ARow row) {
        return errorsFor(rule, row).stream().map(RuleTesting::brief).toList();
    }

    static List<String> found(RowOutcome outcome) {
        return outcome instanceof RejectedRow rejected
                ? rejected.errors().stream().map(RuleTesting::brief).toList()
                : List.of();
    }

    static String brief(RowError error) {
        return error.path() == null ? error.code().name() : error.code() + " " + error.path();
    }

    static ConnectionRules database() {
        return rules("auth0", ConnectionOptions.DEFAULTS);
    }

    static ConnectionRules databaseWithUsernames() {
        return rules("auth0", options(true));
    }

    static ConnectionRules connection(String strategy) {
        return rules(strategy, ConnectionOptions.DEFAULTS);
    }

    static ConnectionRules requiring(String... fields) {
        return rules("auth0", options(false, fields));
    }

    private static ConnectionOptions options(boolean requiresUsername, String... fields) {
        return new ConnectionOptions(requiresUsername, 3, 15, SetUserRootAttributes.ON_EACH_LOGIN, List.of(fields));
    }

    private static ConnectionRules rules(String strategy, ConnectionOptions options) {
        return new ConnectionRules("acme", Strategy.of(strategy), options);
    }
}
