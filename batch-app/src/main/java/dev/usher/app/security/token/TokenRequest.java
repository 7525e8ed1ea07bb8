package dev.usher.app.security.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose parameters are those of its body, and none of its URL: what is in URLs ends up in logs. */
final class TokenRequest extends HttpServletRequestWrapper {

    private final Map<String, String[]> parameters;

    TokenRequest(HttpServletRequest request, Map<String, String[]> parameters) {
        super(request);
        this.parameters = Map.copyOf(parameters);
    }

    @Override
    public @Nullable String getQueryString() {
        return null;
    }

    @Override
    public @Nullable String getParameter(String name) {
        var values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return parameters;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }

    /** A parameter that may be given once. */
    static @Nullable String one(HttpServletRequest request, String name) {
        var values = request.getParameterValues(name);
        if (values != null && values.length > 1) {
            throw TokenErrors.invalidRequest("The parameter " + name + " is given more than once.");
        }
        return values == null ? null : values[0];
    }
}
