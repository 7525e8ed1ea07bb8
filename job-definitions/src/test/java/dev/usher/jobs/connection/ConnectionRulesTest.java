package dev.usher.jobs.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            auth0         ! EMAIL        ! auth0|           ! true  ! true  ! false ! [USERNAME]
            email         ! EMAIL        ! email|           ! true  ! true  ! false ! [USERNAME, PASSWORD_HASH, CUSTOM_PASSWORD_HASH]
            sms           ! PHONE_NUMBER ! sms|             ! true  ! true  ! false ! [EMAIL_VERIFIED, USERNAME, PASSWORD_HASH, CUSTOM_PASSWORD_HASH]
            google-oauth2 ! USER_ID      ! google-oauth2|   ! false ! false ! false ! [USERNAME, PASSWORD_HASH, CUSTOM_PASSWORD_HASH]
            samlp         ! USER_ID      ! samlp|acme|      ! false ! false ! true  ! [USERNAME, PASSWORD_HASH, CUSTOM_PASSWORD_HASH]
            """)
    void followFromTheStrategy(
            String strategy,
            UserAttribute matchKey,
            String prefix,
            boolean uniqueEmail,
            boolean lowerCase,
            boolean fixedVerified,
            String forbidden) {
        var rules = rules(strategy, ConnectionOptions.DEFAULTS);

        assertThat(rules.matchKey()).isEqualTo(matchKey);
        assertThat(rules.requiredFields()).containsExactly(matchKey.attributeName());
        assertThat(rules.userIdPrefix()).isEqualTo(prefix);
        assertThat(rules.emailIsUnique()).isEqualTo(uniqueEmail);
        assertThat(rules.lowerCasesEmail()).isEqualTo(lowerCase);
        assertThat(rules.emailVerifiedIsFixed()).isEqualTo(fixedVerified);
        assertThat(rules.forbiddenAttributes()).hasToString(forbidden);
    }

    @Test
    void aDatabaseMayRequireUsernames() {
        var rules = rules("auth0", options(true, "given_name", "email", "app_metadata.plan"));

        assertThat(rules.requiredFields()).containsExactly("email", "username", "given_name", "app_metadata.plan");
        assertThat(rules.forbiddenAttributes()).isEmpty();
    }

    @Test
    void onlyADatabaseHasUsernames() {
        assertThat(rules("samlp", options(true)).requiredFields()).containsExactly("user_id");
    }

    @Test
    void theProviderOwnsRootAttributesUnlessToldOtherwise() {
        var never = new ConnectionOptions(false, 1, 15, SetUserRootAttributes.NEVER_ON_LOGIN, List.of());

        assertThat(rules("samlp", ConnectionOptions.DEFAULTS).providerAttributes())
                .containsExactlyInAnyOrder(
                        UserAttribute.NAME,
                        UserAttribute.GIVEN_NAME,
                        UserAttribute.FAMILY_NAME,
                        UserAttribute.NICKNAME,
                        UserAttribute.PICTURE);
        assertThat(rules("samlp", never).providerAttributes()).isEmpty();
        assertThat(rules("auth0", ConnectionOptions.DEFAULTS).providerAttributes())
                .isEmpty();
    }

    @Test
    void anIdIsQualifiedOnce() {
        var rules = rules("samlp", ConnectionOptions.DEFAULTS);

        assertThat(rules.qualifyUserId("7")).isEqualTo("samlp|acme|7");
        assertThat(rules.qualifyUserId("samlp|acme|7")).isEqualTo("samlp|acme|7");
    }

    private static ConnectionOptions options(boolean requiresUsername, String... required) {
        return new ConnectionOptions(requiresUsername, 1, 15, SetUserRootAttributes.ON_EACH_LOGIN, List.of(required));
    }

    private static ConnectionRules rules(String strategy, ConnectionOptions options) {
        return new ConnectionRules("acme", Strategy.of(strategy), options);
    }
}
