package dev.usher.app.rest.limit;

import dev.usher.app.problem.ErrorBody;
import dev.usher.app.security.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
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
            errors.write(
                    response, ErrorBody.of(413, "Payload content length greater than maximum allowed: " + maxBytes));
        } else {
            chain.doFilter(request.getContentLengthLong() < 0 ? new Counted(request) : request, response);
        }
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

    private final class CountedInput extends ServletInputStream {

        private final ServletInputStream in;
        private long count;

        CountedInput(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws IOException {
            count += bytes;
            if (count > maxBytes) {
                throw new IOException("the body is longer than " + maxBytes + " bytes");
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
