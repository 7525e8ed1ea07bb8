package dev.usher.app.security.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What the token endpoint says when it gives no token: the two members that OAuth 2.0 knows.
 *
 * @param mfaToken what stands for the right password when the second factor is given; absent nearly everywhere
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"error", "error_description", "mfa_token"})
record TokenError(
        String error,
        @JsonProperty("error_description") String description,
        @JsonProperty("mfa_token") @Nullable String mfaToken) {

    /** Without the token, so that no log ever has it. */
    @Override
    public String toString() {
        return "TokenError[" + error + "]";
    }
}
