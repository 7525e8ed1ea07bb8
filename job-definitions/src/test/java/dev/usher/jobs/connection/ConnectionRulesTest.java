package dev.usher.jobs.connection;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
            auth0;         email;        email;              username;                                                    true;  true
            email;         email;        email;              username,password_hash,custom_password_hash;                 true;  true
            sms;           phone_number; phone_number;       email_verified,username,password_hash,custom_password_hash;  true;  true
            google-oauth2; user_id;      user_id;            username,password_hash,custom_password_hash;                 false; false
            facebook;      user_id;      user_id;            username,password_hash,custom_password_hash;                 false; false
            samlp;         user_id;      user_id;            username,password_hash,custom_password_hash;                 false; false
            waad;          user_id;      user_id;            username,password_hash,custom_password_hash;                 false; false
            """)
    void followFromTheStrategy(
            String strategy, String key, String required, String forbidden, boolean lowerCase, boolean uniqueEmail) {
        var rules = rules(strategy, ConnectionOptions.DEFAULTS);

        assertThat(rules.matchKey().attributeName()).isEqualTo(key);
        assertThat(rules.requiredFields()).containsExactly(required.split(","));
        assertThat(rules.forbiddenAttributes().stream()
                        .map(a -> a.attributeName())
                        .collect(joining(",")))
                .isEqualTo(forbidden);
        assertThat(rules.lowerCasesEmail()).isEqualTo(lowerCase);
        assertThat(rules.emailIsUnique()).isEqualTo(uniqueEmail);
    }

    @ParameterizedTest
    @CsvSource({
        "auth0, auth0|",
        "email, email|",
        "sms, sms|",
        "google-oauth2, google-oauth2|",
        "samlp, samlp|acme|",
        "ad, ad|acme|",
        "oidc, oidc|acme|"
    })
    void putThePrefixOfTheStrategyInFrontOfAnId(String strategy, String prefix) {
        var rules = rules(strategy, ConnectionOptions.DEFAULTS);

        assertThat(rules.userIdPrefix()).isEqualTo(prefix);
        assertThat(rules.qualifyUserId("1")).isEqualTo(prefix + "1");
        assertThat(rules.qualifyUserId(prefix + "1")).isEqualTo(prefix + "1");
        assertThat(rules.qualifyUserId("x" + prefix)).isEqualTo(prefix + "x" + prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "auth0, ON_EACH_LOGIN, 0",
        "sms, ON_EACH_LOGIN, 0",
        "google-oauth2, ON_EACH_LOGIN, 5",
        "google-oauth2, ON_FIRST_LOGIN, 0",
        "samlp, ON_EACH_LOGIN, 5",
        "samlp, NEVER_ON_LOGIN, 0"
    })
    void leaveRootAttributesToAProviderThatSetsThem(String strategy, SetUserRootAttributes when, int attributes) {
        var rules = rules(strategy, new ConnectionOptions(false, 1, 15, when, List.of()));

        assertThat(rules.providerAttributes()).hasSize(attributes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            auth0; email,username,given_name,app_metadata.plan
            sms;   phone_number,given_name,app_metadata.plan
            """)
    void requireWhatTheConnectionRequires(String strategy, String required) {
        var options = new ConnectionOptions(
                true, 1, 15, SetUserRootAttributes.ON_EACH_LOGIN, List.of("given_name", "app_metadata.plan"));

        assertThat(rules(strategy, options).requiredFields()).containsExactly(required.split(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            samlp; true;  1; 15; email;          Only database connections
            sms;   false; 2; 15; email;          Only database connections
            email; false; 1; 14; email;          Only database connections
            samlp; false; 1; 15; password_hash;  'password_hash' can't be required
            sms;   false; 1; 15; email_verified; 'email_verified' can't be required
            auth0; false; 1; 15; username;       'username' can't be required
            """)
    void areNotSoundWhereNoRowCanMeetThem(
            String strategy, boolean usernames, int shortest, int longest, String required, String message) {
        var options = new ConnectionOptions(
                usernames, shortest, longest, SetUserRootAttributes.ON_EACH_LOGIN, List.of(required));

        assertThatThrownBy(() -> rules(strategy, options).requireSound()).hasMessageStartingWith(message);
    }

    @Test
    void areSoundForADatabaseWithUsernames() {
        var options = new ConnectionOptions(
                true, 3, 64, SetUserRootAttributes.ON_EACH_LOGIN, List.of("username", "app_metadata.plan"));

        assertThatCode(() -> rules("auth0", options).requireSound()).doesNotThrowAnyException();
    }

    private static ConnectionRules rules(String strategy, ConnectionOptions options) {
        return new ConnectionRules("acme", Strategy.of(strategy), options);
    }
}
