package dev.usher.app.rest.limit;

import dev.usher.app.security.ErrorWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where requests are counted: those of clients once it is known whose they are, those for tokens before that. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
public class LimitConfiguration {

    private static final String API = "/api/v2/**";
    private static final String FILES = "/api/v2/jobs/users-imports";
    private static final String TOKEN = "/oauth/token";

    /** Whose token it is turns out when it was read. */
    private static final String[] PROFILES = {"/userinfo", "/tokeninfo"};

    /** Of a token, and what is around it. */
    private static final int LONGEST_PROFILE_BODY = 16 * 1024;

    @Bean
    WebMvcConfigurer clientLimits(LimitProperties properties, Clock clock, ErrorWriter errors) {
        var limits = new RateLimits(properties.requestsPerSecond(), properties.requestsAtOnce(), clock, errors);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ClientLimit(limits))
                        .addPathPatterns(API)
                        .order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> tokenLimits(
            LimitProperties properties, Clock clock, ErrorWriter errors) {
        var limits = new RateLimits(properties.tokensPerSecond(), properties.tokensAtOnce(), clock, errors);
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(new AddressLimit(limits, errors));
        filter.addUrlPatterns(TOKEN);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> profileLimits(
            LimitProperties properties, Clock clock, ErrorWriter errors) {
        var limits = new RateLimits(properties.requestsPerSecond(), properties.requestsAtOnce(), clock, errors);
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(new AddressLimit(limits, errors));
        filter.addUrlPatterns(PROFILES);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> profileBodyLimit(ErrorWriter errors) {
        var filter =
                new FilterRegistrationBean<OncePerRequestFilter>(new BodyLimit(LONGEST_PROFILE_BODY, FILES, errors));
        filter.addUrlPatterns(PROFILES);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> bodyLimit(LimitProperties properties, ErrorWriter errors) {
        var filter = new FilterRegistrationBean<OncePerRequestFilter>(
                new BodyLimit(properties.bodySize().toBytes(), FILES, errors));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    private record ClientLimit(RateLimits limits) implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws IOException {
            var caller = Optional.ofNullable(request.getUserPrincipal())
                    .map(Principal::getName)
                    .orElse("");
            return limits.admit(caller, response);
        }
    }
}
