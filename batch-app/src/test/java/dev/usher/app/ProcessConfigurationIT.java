package dev.usher.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.file.FileKind;
import dev.usher.jobs.file.FileStore;
import dev.usher.jobs.file.FileStoreProperties;
import dev.usher.jobs.testkit.PostgresExtension;
import dev.usher.jobs.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class ProcessConfigurationIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @TempDir
    Path folder;

    /** What one of them tidies up it must not find among the files of the other. */
    @Test
    void keepsTheFilesOfTwoDatabasesApart() throws IOException {
        var one = store(postgres.migratedDatabase());
        var another = store(migrated(postgres.database()));
        var file = one.create(FileKind.INPUT, new ByteArrayInputStream(new byte[1]));

        assertThat(another.listStoredBefore(FileKind.INPUT, Instant.MAX)).isEmpty();
        assertThat(another.find(file.name())).isEmpty();
        assertThat(store(postgres.migratedDatabase()).find(file.name()))
                .as("the next process finds it")
                .isPresent();
    }

    private FileStore store(TestDatabase database) {
        return new ProcessConfiguration()
                .fileStore(new FileStoreProperties(folder.toString()), JdbcClient.create(database.dataSource()));
    }

    private static TestDatabase migrated(TestDatabase database) {
        Flyway.configure().dataSource(database.dataSource()).load().migrate();
        return database;
    }
}
