package dev.usher.jobs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresExtensionIT {

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @Test
    void givesAnEmptyDatabaseInAnotherTimeZone() throws Exception {
        assertThat(query(postgres.database(), "show timezone")).isEqualTo("Asia/Kolkata");
        assertThat(query(postgres.database(), "select count(*) from pg_tables where schemaname = 'public'"))
                .isEqualTo("0");
        assertThat(postgres.database()).isSameAs(postgres.database());
    }

    @Test
    void givesAMigratedDatabaseOfItsOwn(TestDatabase migrated) throws Exception {
        assertThat(query(migrated, "show timezone")).isEqualTo("Asia/Kolkata");
        assertThat(query(migrated, "select count(*) from flyway_schema_history where not success"))
                .isEqualTo("0");
        assertThat(migrated).isEqualTo(postgres.migratedDatabase()).isNotEqualTo(postgres.database());
    }

    @Test
    void dropsWhatItGave() throws Exception {
        var other = new PostgresExtension();
        String name = query(other.migratedDatabase(), "select current_database()");

        var before = query(postgres.database(), "select count(*) from pg_database where datname = '" + name + "'");
        TestDatabases.ofThisJvm().drop(other.migratedDatabase());

        assertThat(before).isEqualTo("1");
        assertThat(query(postgres.database(), "select count(*) from pg_database where datname = '" + name + "'"))
                .isEqualTo("0");
    }

    private static String query(TestDatabase database, String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
