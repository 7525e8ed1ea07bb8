package dev.usher.app.rest.answer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives clients the means to find their requests in our logs: an id of theirs, which is also sent back. */
public final class CorrelationIds extends OncePerRequestFilter {

    private static final String HEADER = "X-Correlation-ID";
    private static final String LOGGED_AS = "correlationId";
    private static final int LONGEST = 64;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var given = request.getHeader(HEADER);
        var id = given == null ? "" : printable(given);
        if (id.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HEADER, id);
        MDC.put(LOGGED_AS, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(LOGGED_AS);
        }
    }

    private static String printable(String given) {
        return given.codePoints()
                .limit(LONGEST)
                .filter(c -> c >= ' ' && c <= '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }
}
