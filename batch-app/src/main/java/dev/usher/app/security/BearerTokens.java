package dev.usher.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/**
 * Takes the token from the one header that may hold it: in a URL it would end up in logs.
 *
 * <p>What counts as malformed, and that another scheme counts as no token at all, is as Auth0 has it.
 */
final class BearerTokens implements BearerTokenResolver {

    static final String MALFORMED = "malformed_header";

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    private static final int LONGEST = 8 * 1024;

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.isEmpty()) {
            return null;
        }
        var words = BLANKS.split(headers.get(0).strip(), -1);
        if (headers.size() > 1 || words.length != 2) {
            throw malformed();
        }
        if (!"Bearer".equalsIgnoreCase(words[0])) {
            return null;
        }
        if (words[1].length() > LONGEST || !TOKEN.matcher(words[1]).matches()) {
            throw malformed();
        }
        return words[1];
    }

    private static OAuth2AuthenticationException malformed() {
        return new OAuth2AuthenticationException(new OAuth2Error(MALFORMED));
    }
}
