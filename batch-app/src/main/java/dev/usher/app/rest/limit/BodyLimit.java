package dev.usher.app.rest.limit;

import dev.usher.app.problem.ErrorBody;
import dev.usher.app.problem.RefusedBodyException;
import dev.usher.app.security.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps bodies small that are held in memory: by the length that they announce, or else by what arrives of them. Files have a
 * limit of their own.
 */
final class BodyLimit extends OncePerRequestFilter {

    private final long maxBytes;
    private final String files;
    private final ErrorWriter errors;

    /** @param files the path to which files are sent */
    BodyLimit(long maxBytes, String files, ErrorWriter errors) {
        this.maxBytes = maxBytes;
        this.files = files;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals(files);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > maxBytes) {
            errors.write(response, tooLong());
        } else {
            chain.doFilter(request.getContentLengthLong() < 0 ? new Counted(request) : request, response);
        }
    }

    private ErrorBody tooLong() {
        return ErrorBody.of(413, "Payload content length greater than maximum allowed: " + maxBytes);
    }

    /** A request that does not say how long its body is. */
    private final class Counted extends HttpServletRequestWrapper {

        Counted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new CountedInput(super.getInputStream());
        }
    }

    private final class CountedInput extends WatchedInput {

        private long count;

        CountedInput(ServletInputStream in) {
            super(in);
        }

        @Override
        void onRead(int bytes) throws IOException {
            count += Math.max(0, bytes);
            if (count > maxBytes) {
                throw new RefusedBodyException(tooLong());
            }
        }
    }
}
