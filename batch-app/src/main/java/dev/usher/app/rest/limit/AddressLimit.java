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
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Counts requests before it is known whose they are. Their bodies are short, so few are sent at the same time, and none takes
 * long: whoever sends slowly, without a token, must not keep the others from the server's threads.
 */
final class AddressLimit extends OncePerRequestFilter {

    private static final int MOST_BODIES = 40;
    private static final int MOST_BODIES_OF_ONE = 10;

    /** It is looked at whenever something arrives; a client that says nothing is cut off by the server's own time-out. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final BodyPlaces places = new BodyPlaces(MOST_BODIES, MOST_BODIES_OF_ONE);
    private final RateLimits limits;
    private final ErrorWriter errors;

    AddressLimit(RateLimits limits, ErrorWriter errors) {
        this.limits = limits;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var address = request.getRemoteAddr();
        if (!limits.admit(address, response)) {
            return;
        }
        if (!places.enter(address)) {
            limits.refuse(response);
            return;
        }
        var place = new Place(address);
        try {
            chain.doFilter(new Sent(request, place), response);
        } catch (RefusedBodyException e) {
            // Half of the body is still to come.
            response.setHeader(HttpHeaders.CONNECTION, "close");
            errors.write(response, e.answer());
        } finally {
            place.leave();
        }
    }

    private final class Place {

        private final long start = System.nanoTime();
        private final AtomicBoolean left = new AtomicBoolean();
        private final String address;

        Place(String address) {
            this.address = address;
        }

        void stay() throws IOException {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new RefusedBodyException(ErrorBody.of(408));
            }
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                places.leave(address);
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
                void onRead(int bytes) throws IOException {
                    if (bytes < 0) {
                        place.leave();
                    } else {
                        place.stay();
                    }
                }
            };
        }
    }
}
