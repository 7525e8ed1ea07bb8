package dev.usher.app.rest;

import dev.usher.app.security.AnyScope;
import dev.usher.app.security.client.Scope;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of the API at {@code /openapi.json}; docs/openapi.json is a copy that the build compares with it. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String TOKEN = "token";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Usher")
                        .version("v2")
                        .description("Moves users in and out in bulk. The endpoints of Auth0's Management API have its"
                                + " names, codes and sentences; the others are Usher's own."))
                .components(new Components().addSecuritySchemes(TOKEN, scheme()));
    }

    private static SecurityScheme scheme() {
        var scopes = new Scopes();
        Stream.of(Scope.values()).forEach(scope -> scopes.addString(scope.literal(), scope.description()));
        return new SecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .flows(new OAuthFlows()
                        .clientCredentials(
                                new OAuthFlow().tokenUrl("/oauth/token").scopes(scopes)));
    }

    /** Any one of the scopes will do: each is a requirement of its own. */
    @Bean
    OperationCustomizer scopesOfOperations() {
        return (operation, method) -> {
            var scopes = method.getMethodAnnotation(AnyScope.class);
            if (scopes != null) {
                operation.security(Stream.of(scopes.value())
                        .map(scope -> new SecurityRequirement().addList(TOKEN, List.of(scope.literal())))
                        .toList());
            }
            return operation;
        };
    }
}
