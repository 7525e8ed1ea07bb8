package dev.usher.app.rest.answer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Says of JSON that it is UTF-8: that goes without saying, but Auth0 says it. */
@RestControllerAdvice
public final class JsonCharset implements ResponseBodyAdvice<Object> {

    /** For those who write their answer themselves. */
    public static final String JSON_UTF_8 = MediaType.APPLICATION_JSON_VALUE + ";charset=utf-8";

    private static final MediaType JSON = MediaType.parseMediaType(JSON_UTF_8);

    @Override
    public boolean supports(MethodParameter handler, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter handler,
            MediaType selected,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (selected.equals(MediaType.APPLICATION_JSON)) {
            response.getHeaders().setContentType(JSON);
        }
        return body;
    }
}
