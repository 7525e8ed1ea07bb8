package dev.usher.jobs.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionOptionsTest {

    @ParameterizedTest
    @CsvSource({"0, 15", "1, 129", "9, 8"})
    void refusesImpossibleLengths(int min, int max) {
        assertThatIllegalArgumentException().isThrownBy(() -> options(min, max, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"given_name", "app_metadata", "user_metadata.plan", "app_metadata.a.b", "mfa_factors"})
    void requiresAttributesAndPathsIntoMetadata(String field) {
        assertThat(options(1, 15, List.of(field)).requiredFields()).containsExactly(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shoe_size", "email.domain", "app_metadata.", "app_metadata.a..b", "app_metadata.$x"})
    void refusesWhatNoRowCouldGive(String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(1, 15, List.of(field)))
                .withMessageContaining("can't be required");
    }

    @Test
    void survivesStorage() {
        var options = new ConnectionOptions(true, 3, 20, SetUserRootAttributes.ON_FIRST_LOGIN, List.of("name"));

        assertThat(OptionsJson.read(OptionsJson.write(options))).isEqualTo(options);
        assertThat(OptionsJson.write(options))
                .isEqualTo(
                        "{\"requires_username\":true,\"username_min_length\":3,\"username_max_length\":20,"
                                + "\"set_user_root_attributes\":\"on_first_login\",\"required_fields\":[\"name\"],"
                                + "\"passwords\":{\"policy\":\"LOW\",\"min_length\":8,\"hash\":\"bcrypt\",\"bcrypt_cost\":10}}");
        assertThat(OptionsJson.read("{}")).isEqualTo(ConnectionOptions.DEFAULTS);
    }

    private static ConnectionOptions options(int min, int max, List<String> required) {
        return new ConnectionOptions(true, min, max, SetUserRootAttributes.ON_EACH_LOGIN, required);
    }
}
