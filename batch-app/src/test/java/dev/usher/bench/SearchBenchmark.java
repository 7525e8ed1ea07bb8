package dev.usher.bench;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.profile.ProfileSql;
import dev.usher.jobs.search.FoundUsers;
import dev.usher.jobs.search.SearchIndexes;
import dev.usher.jobs.search.SqlCondition;
import dev.usher.jobs.search.UserQuery;
import dev.usher.jobs.search.UserSort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Measures searches, {@code search}: what the indexes give, and what they cost. */
final class SearchBenchmark {

    private static final int RUNS = 40;
    private static final int PAGE = 50;

    /** One of each kind, common and rare. */
    private static final List<String> QUERIES = List.of(
            "email:\"KNOWN\"",
            "email:(\"KNOWN\" OR \"nobody@example.com\")",
            "name:\"jane smith\"",
            "name:\"ann smith\"",
            "name:ann*smith",
            "name:*smith*",
            "nickname:*777777*",
            "email:*zzz*",
            "email:test*",
            "username:\"test-user998\"",
            "email.domain:\"example7.com\"",
            "email.domain:\"example.com\"",
            "NOT _exists_:email_verified OR email_verified:false",
            "NOT _exists_:logins_count OR logins_count:0",
            "logins_count:[100 TO *]",
            "logins_count:[* TO 10}",
            "last_login:[* TO 2017-12-31]",
            "last_login:[2025-12-01 TO 2025-12-31]",
            "updated_at:[2016-01-01 TO *]",
            "updated_at:[2100-01-01 TO *]",
            "blocked:true",
            "identities.connection:\"Username-Password-Authentication\"",
            "identities.connection:\"google-oauth2\"",
            "user_metadata.address.city:\"Porto\"",
            "user_metadata.address.zip:\"12345\"",
            "app_metadata.roles:\"admin\"",
            "app_metadata.seats:13 AND user_metadata.locale:\"pl-PL\" AND email.domain:\"example7.com\"",
            "\"jane smith\"",
            "*777777*",
            "_exists_:user_metadata.nothing");

    private final BenchSettings settings;
    private final BenchDatabase database;
    private final SampleFiles files;
    private final UsherProcess usher;
    private final BenchReport report;

    SearchBenchmark(
            BenchSettings settings, BenchDatabase database, SampleFiles files, UsherProcess usher, BenchReport report) {
        this.settings = settings;
        this.database = database;
        this.files = files;
        this.usher = usher;
        this.report = report;
    }

    void run() throws Exception {
        if (!settings.wants("search")) {
            return;
        }
        database.run("TRUNCATE users");
        usher.importFile(files.ndjson(settings.rows(), 0));
        // A third has been here, one in 10,000 is blocked.
        database.run(
                "UPDATE users SET logins_count = n % 200, last_login = timestamptz '2025-06-01' + n * interval '3 min',"
                        + " blocked = CASE WHEN n % 10000 = 3 THEN true END"
                        + " FROM (SELECT user_id AS id, row_number() OVER () % 100000 AS n FROM users) AS numbered"
                        + " WHERE id = user_id AND n % 3 = 0",
                "VACUUM (ANALYZE) users", "CHECKPOINT");
        var session = new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
        try {
            indexes(new JdbcTemplate(session));
            queries(new NamedParameterJdbcTemplate(session));
        } finally {
            session.destroy();
        }
        imports();
    }

    private void indexes(JdbcTemplate jdbc) {
        long start = System.nanoTime();
        SearchIndexes.in(jdbc).create();
        double seconds = (System.nanoTime() - start) / 1e9;
        var size = jdbc.queryForObject(
                "SELECT sum(pg_relation_size(oid)) / 1e6 FROM pg_class WHERE relname LIKE 'users\\_search\\_%'",
                Double.class);
        report.table("indexes of searches, " + settings.rows() + " users", "");
        row("made in, seconds", BenchReport.number("%.1f", seconds));
        row("size in MB", BenchReport.number("%.0f", size == null ? 0 : size));
    }

    private void queries(NamedParameterJdbcTemplate jdbc) throws Exception {
        jdbc.getJdbcOperations().execute("SET plan_cache_mode = force_custom_plan");
        var known = database.text("SELECT max(email) FROM users");
        var connections = jdbc.query(
                "SELECT id, name, strategy FROM connections",
                (row, number) -> new Connection(
                        row.getString(1), row.getString(2), Strategy.of(row.getString(3)), ConnectionOptions.DEFAULTS));
        report.table("query", "found", "first page, p95 in ms", "with the total, p95 in ms");
        for (String query : QUERIES) {
            var condition = UserQuery.parse(query.replace("KNOWN", known)).condition(connections);
            measure(jdbc, query, condition);
        }
    }

    private void measure(NamedParameterJdbcTemplate jdbc, String query, SqlCondition condition) {
        var parameters = new HashMap<String, Object>(condition.parameters());
        parameters.put("search_offset", 0);
        parameters.put("search_limit", PAGE);
        parameters.put("search_end", PAGE);
        var page = FoundUsers.idsSql(condition, UserSort.DEFAULT);
        var count = "SELECT count(*) FROM users AS u WHERE " + ProfileSql.IS_USER + " AND " + condition.sql();
        Long found = jdbc.queryForObject(count, parameters, Long.class);
        double first = percentile95(() -> jdbc.queryForList(page, parameters));
        double total = percentile95(() -> {
            jdbc.queryForList(page, parameters);
            jdbc.queryForObject(count, parameters, Long.class);
        });
        row(
                "`" + query + "`",
                String.valueOf(found),
                BenchReport.number("%.1f", first),
                BenchReport.number("%.1f", total));
    }

    private static double percentile95(Runnable work) {
        var millis = new ArrayList<Double>();
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            work.run();
            millis.add((System.nanoTime() - start) / 1e6);
        }
        millis.sort(Double::compare);
        return millis.get((int) Math.ceil(0.95 * RUNS) - 1);
    }

    /** As the rows b, d and d0 of {@link ImportBenchmark}, which know nothing of these indexes. */
    private void imports() throws Exception {
        report.table("with the indexes of searches in place", "seconds, by the job's clock");
        var rows = files.ndjson(settings.rows(), 0);
        database.run("TRUNCATE users", "CHECKPOINT");
        imported("b: new users", rows);
        database.run("VACUUM (ANALYZE) users", "CHECKPOINT");
        imported("d0: upsert, no row changes", rows, "--upsert");
        database.run("CHECKPOINT");
        imported("d: upsert, every row changes", files.ndjson(settings.rows(), 1), "--upsert");
        for (String name : names()) {
            database.run("DROP INDEX " + name);
        }
    }

    private void imported(String what, Path rows, String... options) throws Exception {
        row(
                what,
                BenchReport.number("%.2f", usher.importFile(rows, options).job().toMillis() / 1000.0));
    }

    private List<String> names() throws Exception {
        return List.of(
                database.text("SELECT string_agg(relname, ',') FROM pg_class WHERE relname LIKE 'users\\_search\\_%'")
                        .split(",", -1));
    }

    private void row(String... cells) {
        report.row(cells);
        System.out.println(String.join(" ", cells));
    }
}
