package dev.usher.app.rest;

import static dev.usher.app.rest.Calls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Pages of users, literally as Auth0 answers; what queries find is told by the tests of searches. */
class UserListIT {

    private static final String PATH = "/api/v2/users";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness();

    private final Calls calls = new Calls(server);

    @BeforeAll
    static void insertUsers() {
        server.jdbc().sql("""
                INSERT INTO users (user_id, connection_id, email, name, email_is_unique, created_at, updated_at)
                SELECT 'auth0|' || i, c.id, 'u' || i || '@example.com', 'N' || 99 - i, true, now(), now()
                  FROM generate_series(10, 29) AS i, connections AS c
                """).update();
        server.jdbc()
                .sql("UPDATE users SET linked_to = 'auth0|10', linked_at = now() WHERE user_id = 'auth0|29'")
                .update();
    }

    @Test
    void isABareArrayInTheOrderOfIds() {
        assertThat(calls.get(PATH + "?fields=user_id&per_page=3").body())
                .isEqualTo("[{\"user_id\":\"auth0|10\"},{\"user_id\":\"auth0|11\"},{\"user_id\":\"auth0|12\"}]");
        assertThat(json(calls.get(PATH))).hasSize(19);
    }

    @Test
    void isAnObjectWithTotals() {
        assertThat(calls.get(PATH + "?fields=user_id&include_totals=true&page=9&per_page=2&sort=name:1")
                        .body())
                .isEqualTo(
                        "{\"start\":18,\"limit\":2,\"length\":1,\"users\":[{\"user_id\":\"auth0|10\"}],\"total\":19}");
        assertThat(calls.get(PATH + "?include_totals=true&per_page=0").body())
                .isEqualTo("{\"start\":0,\"limit\":0,\"length\":0,\"users\":[],\"total\":19}");
    }

    /** Each character of the second is nine when it is encoded. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "\u0905"})
    void isFoundByAQueryOfTheFullLength(String character) {
        var query = "name:\"" + character.repeat(8192 - 7) + '"';

        assertThat(calls.get(PATH + "?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void isEmptyAfterTheLastUser() {
        assertThat(calls.get(PATH + "?page=5").body()).isEqualTo("[]");
        assertThat(calls.get(PATH + "?page=5&include_totals=true").body())
                .isEqualTo("{\"start\":250,\"limit\":50,\"length\":0,\"users\":[],\"total\":19}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "page=10&per_page=100 ; You can only page through the first 1000 records. See https://auth0.com/docs/users/search/v3/view-search-results-by-page#limitation. Use an export job (POST /api/v2/jobs/users-exports) for all of them. ; invalid_paging",
                "page=-1              ; Query validation error: 'Value -1 is less than minimum 0' on property page ; invalid_query_string",
                "per_page=101         ; Query validation error: 'Value 101 is greater than maximum 100' on property per_page ; invalid_query_string",
                "search_engine=v1     ; You are not allowed to use search_engine=v1. ; invalid_query_string",
                "search_engine=v1&q=a ; The 'q' parameter is available only if you specify 'search_engine=v2|v3'. ; invalid_query_string",
                "search_engine=v2     ; You are not allowed to use search_engine=v2. Use search_engine=v3 instead. ; invalid_query_string",
            })
    void refuses(String query, String message, String errorCode) {
        var answer = calls.get(PATH + "?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").stringValue()).isEqualTo(message);
        assertThat(json(answer).path("errorCode").stringValue()).isEqualTo(errorCode);
    }

    @Test
    void reachesTheThousandthRecord() {
        assertThat(calls.get(PATH + "?page=9&per_page=100").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({"email:(, invalid_query_string", "picture:x*, invalid_query_string"})
    void refusesQueries(String q, String errorCode) {
        var answer = calls.get(PATH + "?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("errorCode").stringValue()).isEqualTo(errorCode);
    }

    @Test
    void seesAtOnceWhatWasWritten() {
        var created = json(calls.post(PATH, """
                {"connection": "Username-Password-Authentication", "email": "zoe@example.com", "password": "correct horse"}"""));

        assertThat(json(calls.get(PATH + "?q=email:%22Zoe@example.com%22"))
                        .path(0)
                        .path("user_id"))
                .isEqualTo(created.path("user_id"));
        calls.delete(PATH + "/" + created.path("user_id").stringValue().replace("|", "%7C"));
        assertThat(calls.get(PATH + "?q=email:%22zoe@example.com%22").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users?q=email:a*", "/users-by-email?email=u10@example.com"})
    void isGivenUpAfterTwoSeconds(String search) {
        var answer = new TransactionTemplate(server.bean(PlatformTransactionManager.class)).execute(status -> {
            // Whoever waits for a lock takes time as well.
            server.jdbc().sql("LOCK TABLE users IN ACCESS EXCLUSIVE MODE").update();
            return calls.get("/api/v2" + search);
        });

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(json(answer).path("message").stringValue())
                .isEqualTo("The query exceeded the timeout. Please try refining your search criteria. See"
                        + " https://auth0.com/docs/best-practices/search-best-practices.");
    }
}
