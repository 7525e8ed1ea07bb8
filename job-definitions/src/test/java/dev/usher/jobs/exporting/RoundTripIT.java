package dev.usher.jobs.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.csv.CsvEscape;
import dev.usher.jobs.exporting.format.OddUsers;
import dev.usher.jobs.importing.UserImportRequest.Csv;
import dev.usher.jobs.testkit.AnExport;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Export, import into an empty database, export again: the files are the same byte for byte. */
class RoundTripIT {

    @RegisterExtension
    static final ImportJobHarness jobs = new ImportJobHarness("usher.export.chunk-users=300");

    private static final int USERS = 2_000;
    private static final long SEED = 20_261_121;

    private Connection connection;

    @BeforeEach
    void importOddUsers() {
        connection = jobs.connection(
                "auth0", new ConnectionOptions(true, 1, 128, SetUserRootAttributes.ON_EACH_LOGIN, List.of()));
        assertThat(jobs.into(connection).run(OddUsers.ndjson(USERS, SEED)).counts())
                .isEqualTo(USERS + " inserted, 0 updated (0 unchanged), 0 failed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofNdjson(boolean gzip) throws IOException {
        var first = exported(jobs.export().gzip(gzip));

        importIntoEmptyDatabase(first, CsvEscape.NONE);

        assertThat(exported(jobs.export().gzip(gzip))).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void ofCsv(CsvEscape escape) throws IOException {
        var users = exported(jobs.export());
        var first = exported(jobs.export().csv().escape(escape));

        importIntoEmptyDatabase(first, escape);

        assertThat(exported(jobs.export())).as("the users").isEqualTo(users);
        assertThat(exported(jobs.export().csv().escape(escape))).isEqualTo(first);
    }

    private void importIntoEmptyDatabase(byte[] file, CsvEscape escape) {
        jobs.jdbc().sql("TRUNCATE users").update();
        var imported =
                jobs.into(connection).csv(new Csv(null, Map.of(), escape)).run(file);
        assertThat(imported.counts()).isEqualTo(USERS + " inserted, 0 updated (0 unchanged), 0 failed");
        assertThat(imported.warnings()).isEmpty();
    }

    private static byte[] exported(AnExport export) throws IOException {
        export.allFields(true).run();
        return Files.readAllBytes(export.target());
    }
}
