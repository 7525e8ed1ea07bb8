package dev.usher.app.rest;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import dev.usher.app.security.AnyScope;
import dev.usher.app.security.Caller;
import dev.usher.app.security.client.Scope;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.security.OAuthFlow;
import io.swagger.v3.oas.models.security.OAuthFlows;
import io.swagger.v3.oas.models.security.Scopes;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.annotation.JsonNaming;

/** The description of the API at {@code /openapi.json}; docs/openapi.json is a copy that the build compares with it. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String TOKEN = "token";

    private static final Map<String, String> IMPORT_PARTS = parts("""
            connection_id: of the connection into which the users go
            source: instead of users, where the server takes the file from: a JSON object with store, pattern and take (newest, all), or url; if_missing (fail, skip), if_unchanged (skip, import)
            upsert: true or false; whether a row may change the user that it matches
            external_id: what the client calls the job
            send_completion_email: true or false; whether a mail tells of its end
            dry_run: true or false; ends before any user is touched
            metadata: replace, shallow or deep; what an upsert does with metadata
            upsert_fields: fields that an upsert changes although it usually does not, separated by commas
            mirror: a JSON object; what happens to users who are missing from the file, with action (block or delete), max_users, max_percent, min_rows, grace_runs, override_guards
            max_errors: how many rejected rows are too many, as 100 or 2.5%
            format: auto, ndjson, json or csv
            delimiter: of CSV: a comma, a semicolon or tab
            map: of CSV: a JSON object, column name to field; an empty field drops the column
            csv_escape: of CSV: none, auth0 or formula; what the export that wrote it added""");

    private static Map<String, String> parts(String text) {
        var parts = new LinkedHashMap<String, String>();
        text.lines()
                .forEach(line -> parts.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip()));
        return parts;
    }

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

    /** Members as they are written. What describes them is Jackson 2, which does not see the annotation of Jackson 3. */
    @Bean
    ModelResolver namesOfMembers() {
        var mapper = Json31.mapper().copy();
        mapper.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
            @Override
            public Object findNamingStrategy(AnnotatedClass type) {
                return type.getRawType().isAnnotationPresent(JsonNaming.class)
                        ? PropertyNamingStrategies.SnakeCaseStrategy.class
                        : super.findNamingStrategy(type);
            }
        });
        return new ModelResolver(mapper).openapi31(true);
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

    /** The form is read as it arrives, so no parameter of the method tells what is in it. */
    @Bean
    OperationCustomizer formOfImports() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
        return (operation, method) -> {
            if ("importUsers".equals(operation.getOperationId())) {
                var form = new ObjectSchema();
                form.addProperty("users", new BinarySchema().description("JSON array, NDJSON or CSV; also as gzip"));
                IMPORT_PARTS.forEach(
                        (name, description) -> form.addProperty(name, new StringSchema().description(description)));
                form.required(List.of("connection_id"));
                operation.requestBody(new RequestBody()
                        .required(true)
                        .content(new Content().addMediaType("multipart/form-data", new MediaType().schema(form))));
            }
            return operation;
        };
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
