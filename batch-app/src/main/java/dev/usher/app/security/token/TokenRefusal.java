package dev.usher.app.security.token;

import com.nimbusds.jose.proc.BadJWSException;
import java.util.stream.Stream;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** Why a token is not believed, as far as its bearer may know. */
public enum TokenRefusal {
    /** It was good once. */
    EXPIRED,
    /** It was signed by another key than it says, or changed afterwards. */
    BAD_SIGNATURE,
    /** Everything else; it is not for the bearer to know what. */
    INVALID;

    public static TokenRefusal of(AuthenticationException failure) {
        return Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .map(TokenRefusal::ofCause)
                .filter(refusal -> refusal != INVALID)
                .findFirst()
                .orElse(INVALID);
    }

    private static TokenRefusal ofCause(Throwable cause) {
        if (cause instanceof JwtValidationException wrong
                && wrong.getErrors().stream().anyMatch(error -> ClaimsCheck.EXPIRED.equals(error.getErrorCode()))) {
            return EXPIRED;
        }
        return cause instanceof BadJWSException ? BAD_SIGNATURE : INVALID;
    }
}
