package dev.usher.app.rest.login;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.security.token.UserTokens;
import dev.usher.app.security.token.UserTokens.Bearer;
import dev.usher.app.users.ShownColumns;
import dev.usher.app.users.UserService;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The profile of the user whose token it is: all of it, whatever scopes the token has.
 *
 * <p>Nobody needs a scope here, so it is beside the Management API; tokens are read here and by no filter.
 */
@RestController
final class ProfileController {

    private static final String SCHEME = "Bearer ";

    private final UserTokens tokens;
    private final UserService users;
    private final JsonMapper json;

    ProfileController(UserTokens tokens, UserService users, JsonMapper json) {
        this.tokens = tokens;
        this.users = users;
        this.json = json;
    }

    @GetMapping("/userinfo")
    ResponseEntity<Object> userInfo(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return answer(bearerToken(authorization).flatMap(tokens::ofAccessToken));
    }

    @PostMapping("/userinfo")
    ResponseEntity<Object> postUserInfo(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        return userInfo(authorization);
    }

    @PostMapping(path = "/tokeninfo", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<Object> tokenInfoOfForm(@RequestParam(name = "id_token", required = false) @Nullable String token) {
        return answer(Optional.ofNullable(token).flatMap(tokens::ofIdToken));
    }

    @PostMapping("/tokeninfo")
    ResponseEntity<Object> tokenInfo(@RequestBody(required = false) byte @Nullable [] body) {
        return answer(idToken(body).flatMap(tokens::ofIdToken));
    }

    private Optional<String> idToken(byte @Nullable [] body) {
        try {
            return body == null
                    ? Optional.empty()
                    : json.readTree(body).path("id_token").stringValueOpt();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private ResponseEntity<Object> answer(Optional<Bearer> bearer) {
        return bearer.flatMap(this::profile)
                .map(profile -> ResponseEntity.<Object>ok(profile))
                .orElseGet(ProfileController::unauthorized);
    }

    /** Nothing of users who are gone, or may not log in any more. */
    private Optional<Map<String, Object>> profile(Bearer bearer) {
        Map<String, Object> values;
        try {
            values = users.require(bearer.userId(), ShownColumns.ALL).values();
        } catch (ProblemException e) {
            return Optional.empty();
        }
        if (Boolean.TRUE.equals(values.get("blocked"))) {
            return Optional.empty();
        }
        var profile = new TreeMap<>(values);
        profile.put("sub", bearer.userId());
        profile.put("clientID", bearer.clientId());
        return Optional.of(profile);
    }

    private static Optional<String> bearerToken(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private static ResponseEntity<Object> unauthorized() {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"Users\", error=\"invalid_token\", error_description=\"The token is missing, invalid"
                                + " or expired\"")
                .contentType(MediaType.TEXT_PLAIN)
                .body("Unauthorized");
    }
}
