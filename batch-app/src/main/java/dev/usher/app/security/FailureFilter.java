package dev.usher.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers where clients or keys can't be looked up because a database or an issuer is away. Nobody's token is called bad
 * for that: whoever believed it would throw the token away.
 */
final class FailureFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(FailureFilter.class);

    private final Refusals refusals;

    FailureFilter(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationServiceException | DataAccessException e) {
            LOG.error("A caller could not be looked up", e);
            if (response.isCommitted()) {
                throw e;
            }
            // The headers stay: among them is the id by which the client finds its request in our logs.
            response.resetBuffer();
            refusals.unavailable(response);
        }
    }
}
