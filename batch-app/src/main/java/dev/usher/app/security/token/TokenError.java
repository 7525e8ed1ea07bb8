package dev.usher.app.security.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** What the token endpoint says when it gives no token: the two members that OAuth 2.0 knows. */
@JsonPropertyOrder({"error", "error_description"})
record TokenError(
        String error, @JsonProperty("error_description") String description) {}
