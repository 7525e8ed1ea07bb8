package dev.usher.app.security.token;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of a request for a token, whatever its format, and says what is missing in it. */
final class TokenRequestFilter extends OncePerRequestFilter {

    private static final int LONGEST_BODY = 16 * 1024;

    private final RequestParameters parameters;
    private final Set<String> grantTypes;
    private final TokenErrors errors;

    /** @param grantTypes all that there are */
    TokenRequestFilter(JsonMapper json, Set<String> grantTypes, TokenErrors errors) {
        this.parameters = new RequestParameters(json);
        this.grantTypes = grantTypes;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        TokenRequest read;
        try {
            read = new TokenRequest(request, parameters.parse(request.getContentType(), body(request)));
            requireComplete(read);
        } catch (OAuth2AuthenticationException e) {
            errors.onAuthenticationFailure(request, response, e);
            return;
        }
        chain.doFilter(read, response);
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        var body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            throw TokenErrors.invalidRequest("The body is longer than " + LONGEST_BODY + " bytes.");
        }
        return body;
    }

    private void requireComplete(TokenRequest request) {
        require(request, OAuth2ParameterNames.GRANT_TYPE);
        if (!grantTypes.contains(String.valueOf(request.getParameter(OAuth2ParameterNames.GRANT_TYPE)))) {
            throw TokenErrors.unsupportedGrantType("The grant_type must be " + String.join(", ", grantTypes) + ".");
        }
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            require(request, OAuth2ParameterNames.CLIENT_ID);
            require(request, OAuth2ParameterNames.CLIENT_SECRET);
        }
    }

    private static void require(TokenRequest request, String name) {
        var values = request.getParameterValues(name);
        if (values == null || values[0].isEmpty()) {
            throw TokenErrors.invalidRequest("Missing required parameter: " + name);
        }
        if (values.length > 1) {
            throw TokenErrors.invalidRequest("The parameter " + name + " is given more than once.");
        }
    }
}
