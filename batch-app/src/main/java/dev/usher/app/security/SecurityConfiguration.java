package dev.usher.app.security;

import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.FirstClient;
import dev.usher.app.security.client.FirstClientProperties;
import dev.usher.app.security.token.TokenConfiguration;
import dev.usher.app.security.token.TokenEndpoint;
import dev.usher.app.security.token.TokenProperties;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may call what: three chains of filters, for the token endpoint, for the API, and for everything else.
 *
 * <p>The API wants a token here and a scope in {@link ScopeInterceptor}. Of everything else only what is named as open can
 * be reached.
 */
@Configuration(proxyBeanMethods = false)
@Import(TokenConfiguration.class)
@EnableConfigurationProperties(FirstClientProperties.class)
public class SecurityConfiguration {

    private static final String API = "/api/v2/**";

    /** What needs no token, brings a signature in its URL, or reads the tokens of users by itself. */
    private static final String[] OPEN = {"/openapi.json", "/files/**", "/userinfo", "/tokeninfo"};

    @Bean
    ErrorWriter errorWriter(JsonMapper json) {
        return new ErrorWriter(json);
    }

    @Bean
    Refusals refusals(ErrorWriter writer) {
        return new Refusals(writer);
    }

    @Bean
    FirstClient firstClient(FirstClientProperties properties, TokenProperties tokens, Clients clients) {
        return tokens.isExternal() ? FirstClient.none() : FirstClient.of(properties, clients);
    }

    @Bean
    @Order(1)
    SecurityFilterChain tokenChain(
            HttpSecurity http, TokenEndpoint endpoint, TokenProperties properties, Refusals refusals) {
        stateless(http, refusals);
        http.securityMatchers(requests -> requests.requestMatchers(HttpMethod.POST, TokenEndpoint.TOKEN_PATH)
                        .requestMatchers(HttpMethod.GET, TokenEndpoint.KEYS_PATH))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(
                        e -> e.authenticationEntryPoint((request, response, failure) -> refusals.notFound(response)));
        if (!properties.isExternal()) {
            endpoint.addTo(http);
        }
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain apiChain(HttpSecurity http, JwtDecoder decoder, Refusals refusals) {
        stateless(http, refusals);
        return http.securityMatcher(API)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(server -> server.bearerTokenResolver(new BearerTokens())
                        .authenticationEntryPoint(refusals)
                        .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(CallerAuthentication::of)))
                .exceptionHandling(e -> e.authenticationEntryPoint(refusals))
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain otherChain(HttpSecurity http, Refusals refusals) {
        stateless(http, refusals);
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(
                        e -> e.authenticationEntryPoint((request, response, failure) -> refusals.notFound(response)))
                .build();
    }

    /**
     * Ids of users may hold what is refused by default. Whose request it is and what it asks for are read from the same
     * segments of the path, which are decoded after they were told apart. Semicolons stay refused: before one a path may
     * climb where it seems not to.
     */
    @Bean
    HttpFirewall httpFirewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowBackSlash(true);
        return firewall;
    }

    /** A URL that no honest client sends. */
    @Bean
    RequestRejectedHandler requestRejectedHandler(Refusals refusals) {
        return (request, response, failure) -> refusals.badRequest(response);
    }

    @Bean
    WebMvcConfigurer scopes(Refusals refusals) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ScopeInterceptor(refusals)).addPathPatterns(API);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerResolver());
            }
        };
    }

    /** Nobody logs in here with a browser, so nothing is remembered between requests. */
    private static void stateless(HttpSecurity http, Refusals refusals) {
        http.addFilterBefore(new FailureFilter(refusals), SecurityContextHolderFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.contentSecurityPolicy(
                                csp -> csp.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                        .referrerPolicy(referrer -> {}));
    }
}
