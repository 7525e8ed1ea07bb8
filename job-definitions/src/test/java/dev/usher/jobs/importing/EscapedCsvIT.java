package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.testkit.FinishedImport;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CSV files whose texts have apostrophes in front. */
class EscapedCsvIT {

    @RegisterExtension
    static final ImportJobHarness imports = new ImportJobHarness();

    private static final String AUTH0 = """
            user_id,email,email_verified,name
            "'auth0|1","'ann@x.org",true,"''tis"
            "'auth0|2","'ben@x.org",false,
            """;

    @Test
    void takesAwayWhatTheExportAdded() {
        var job = run(AUTH0, CsvEscape.AUTH0);

        assertThat(job.counts()).isEqualTo("2 inserted, 0 updated (0 unchanged), 0 failed");
        assertThat(job.warnings()).isEmpty();
        assertThat(imports.jdbc()
                        .sql("SELECT user_id || ' ' || email || ' ' || name FROM users ORDER BY 1")
                        .query(String.class)
                        .list())
                .containsExactly("auth0|1 ann@x.org 'tis", "auth0|2 ben@x.org ben@x.org");
    }

    @Test
    void warnsIfNobodySaidThatTheFileIsEscaped() {
        assertThat(run(AUTH0, CsvEscape.NONE).warnings()).isEqualTo(Map.of("ESCAPED_TEXT auth0", 2L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            email,name:"'ann@x.org","'Ann":"'ben@x.org",              | ESCAPED_TEXT auth0
            email,phone_number:"ann@x.org","'+4912":"ben@x.org",      | ESCAPED_TEXT formula
            email,phone_number:"ann@x.org","'+4912":"ben@x.org",+4913 | -
            email,name:"'ann@x.org","Ann"                             | -
            email,name:"'ann@x.org",:"ben@x.org",                     | -
            email,name:"ann@x.org","'Ann"                             | -
            email                                                     | -
            """)
    void judgesByAllTextsOfTheFirstRows(String lines, @Nullable String warning) {
        var job = run(lines.replace(':', '\n') + "\n", CsvEscape.NONE);

        if (warning == null) {
            assertThat(job.warnings()).isEmpty();
        } else {
            assertThat(job.warnings()).containsOnlyKeys(warning);
        }
    }

    private static FinishedImport run(String csv, CsvEscape escape) {
        return imports.into(imports.connection("auth0"))
                .named("users.csv")
                .csv(new Csv(null, Map.of(), escape))
                .run(csv);
    }
}
