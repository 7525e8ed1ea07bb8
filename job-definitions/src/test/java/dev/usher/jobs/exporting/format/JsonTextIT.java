package dev.usher.jobs.exporting.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.PostgresExtension;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the formats rely on in the JSON that PostgreSQL writes. */
class JsonTextIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    private static final String ODD =
            IntStream.range(1, 0x100).mapToObj(Character::toString).collect(Collectors.joining())
                    + "\u2028\u2029\ufeff\uff1d\ud83d\ude00e\u0301";

    private final JdbcClient jdbc = JdbcClient.create(postgres.database().dataSource());

    @Test
    void stringsAreEscapedAsPostgresEscapesThem() {
        var written = jdbc.sql("SELECT to_jsonb(:text::text)::text")
                .param("text", ODD)
                .query(String.class)
                .single();

        assertThat(new String(JsonText.string(ODD), StandardCharsets.UTF_8)).isEqualTo(written);
        assertThat(AUser.jsonb(ODD)).isEqualTo(written);
    }

    @Test
    void stringsOfPostgresAreReadBack() {
        byte[] json = jdbc.sql("SELECT to_jsonb(:text::text)::text")
                .param("text", ODD)
                .query(String.class)
                .single()
                .getBytes(StandardCharsets.UTF_8);
        var out = new TextBuffer(16);

        JsonText.appendUnescaped(out, json, 1, json.length - 1);

        assertThat(out).hasToString(ODD);
    }

    @Test
    void jsonbIsWrittenAsTheOtherTestsWriteIt() {
        var object = new LinkedHashMap<String, Object>();
        object.put("long key", List.of(1, List.of(), Collections.emptyMap()));
        object.put("é", Arrays.asList(null, true, "x"));
        object.put("b", new BigDecimal("1.50"));
        object.put("z1", new BigDecimal("1e40"));
        object.put("z2", new BigDecimal("-0.0"));
        object.put("z3", new BigDecimal("1e-9"));
        object.put("", ODD);

        assertThat(AUser.jsonb(object))
                .isEqualTo(jdbc.sql("SELECT :json::jsonb::text")
                        .param("json", AUser.jsonb(object))
                        .query(String.class)
                        .single());
    }
}
