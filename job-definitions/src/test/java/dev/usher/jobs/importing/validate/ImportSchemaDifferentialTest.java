package dev.usher.jobs.importing.validate;

import static dev.usher.jobs.importing.validate.RuleTesting.database;
import static dev.usher.jobs.testkit.ARow.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.row.RowError;
import dev.usher.jobs.importing.row.RowOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The hand-written rules against a JSON Schema validator, on seeded random mutations of good rows: the same root
 * attributes must be found wrong.
 *
 * <p>Where the two differ on purpose:
 *
 * <ul>
 *   <li>a null attribute is "not given" for us and of a wrong type for the schema: the rows carry none at the root;
 *   <li>the schema knows neither lengths, encodings, costs nor what goes with which algorithm inside
 *       {@code custom_password_hash}: there we may refuse more, never less;
 *   <li>e-mail addresses and pictures are judged more strictly than by the schema's formats: there we may refuse more;
 *       the pictures that we take are no less than the schema's;
 *   <li>{@code username} depends on the connection and keys of exports are passed over: the schema names neither.
 * </ul>
 */
class ImportSchemaDifferentialTest {

    private static final int ROUNDS = 20_000;
    private static final Set<String> STRICTER = Set.of("custom_password_hash", "email", "picture", "mfa_factors");

    @Test
    void findsTheSameAttributesWrongAsTheSchema() throws IOException {
        long seed = new Random().nextLong();
        var mutations = new RowMutations(new Random(seed));
        var validator = new RowValidator(database(), ValidationLimits.DEFAULTS, false);
        Schema schema = schema();
        int wrong = 0;
        for (int i = 0; i < ROUNDS; i++) {
            JsonNode row = mutations.next();
            Set<String> expected = wrongBySchema(schema, row);
            Set<String> found = wrongByRules(validator.validate(aRow(row).build()));

            wrong += expected.isEmpty() ? 0 : 1;
            String context = row + " (seed " + seed + ")";
            assertThat(found).as(context).containsAll(expected);
            found.removeAll(STRICTER);
            expected.removeAll(STRICTER);
            assertThat(found).as(context).isEqualTo(expected);
        }
        assertThat(wrong).as("rows that the schema refuses (seed %d)", seed).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    @Test
    void takesTheRowsThatAreMutated() throws IOException {
        for (String good : RowMutations.GOOD) {
            JsonNode row = RowMutations.read(good);

            assertThat(wrongBySchema(schema(), row)).as(good).isEmpty();
            assertThat(wrongByRules(new RowValidator(database(), ValidationLimits.DEFAULTS, false)
                            .validate(aRow(row).build())))
                    .as(good)
                    .isEmpty();
        }
    }

    private static Set<String> wrongByRules(RowOutcome outcome) {
        List<RowError> errors = outcome instanceof RejectedRow rejected ? rejected.errors() : List.of();
        return errors.stream()
                .map(error -> Objects.requireNonNullElse(error.path(), ""))
                .map(path -> path.split("[.\\[]", -1)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> wrongBySchema(Schema schema, JsonNode row) {
        return schema.validate(row, ImportSchemaDifferentialTest::assertFormats).stream()
                .map(ImportSchemaDifferentialTest::rootAttribute)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertFormats(ExecutionContext context) {
        context.executionConfig(config -> config.formatAssertionsEnabled(true));
    }

    private static String rootAttribute(Error error) {
        if (error.getInstanceLocation().getNameCount() > 0) {
            return error.getInstanceLocation().getElement(0).toString();
        }
        // "not" forbids both hashes at once, which the rules report at the second one.
        return error.getKeyword().equals("not") ? "custom_password_hash" : error.getProperty();
    }

    private static Schema schema() throws IOException {
        try (InputStream json = ImportSchemaDifferentialTest.class.getResourceAsStream("import-schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(json);
        }
    }
}
