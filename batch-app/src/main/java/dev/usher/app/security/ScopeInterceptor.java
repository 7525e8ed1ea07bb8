package dev.usher.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a request through to a handler method if its caller has one of the scopes that the method names. */
final class ScopeInterceptor implements HandlerInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ScopeInterceptor.class);

    private final Refusals refusals;

    ScopeInterceptor(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (HttpMethod.OPTIONS.matches(request.getMethod())) {
            // Spring answers it by itself, on every path that has another method. No method of ours does.
            refusals.notFound(response);
            return false;
        }
        var needed = needed(handler);
        if (needed == null) {
            LOG.error("Refused a request: {} names no scope, so nobody may call it", handler);
            refusals.insufficientScope(response);
            return false;
        }
        if (CallerAuthentication.current()
                .filter(caller -> Arrays.stream(needed.value()).anyMatch(caller::has))
                .isPresent()) {
            return true;
        }
        refusals.insufficientScope(response, needed.value());
        return false;
    }

    private static @Nullable AnyScope needed(Object handler) {
        return handler instanceof HandlerMethod method ? method.getMethodAnnotation(AnyScope.class) : null;
    }
}
