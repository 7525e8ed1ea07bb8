package dev.usher.app.rest.limit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts requests before it is known whose they are, and lets few be sent at the same time. */
final class AddressLimit extends OncePerRequestFilter {

    /** Whoever sends a body slowly, without a token, must not keep the others of the server's threads. */
    private static final int MOST_AT_ONCE = 20;

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final RateLimits limits;

    AddressLimit(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!places.tryAcquire()) {
            limits.refuse(response);
            return;
        }
        var place = new Place();
        try {
            if (limits.admit(request.getRemoteAddr(), response)) {
                chain.doFilter(new Sent(request, place), response);
            }
        } finally {
            place.leave();
        }
    }

    private final class Place {

        private final AtomicBoolean left = new AtomicBoolean();

        void leave() {
            if (left.compareAndSet(false, true)) {
                places.release();
            }
        }
    }

    /** A request that leaves its place when its body has come to its end: what is done with it may take long, as logins do. */
    private static final class Sent extends HttpServletRequestWrapper {

        private final Place place;

        Sent(HttpServletRequest request, Place place) {
            super(request);
            this.place = place;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new WatchedInput(super.getInputStream()) {
                @Override
                void onRead(int bytes) {
                    if (bytes < 0) {
                        place.leave();
                    }
                }
            };
        }
    }
}
