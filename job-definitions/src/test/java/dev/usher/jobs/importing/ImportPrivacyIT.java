package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.testkit.ImportJobHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/**
 * Rows with a mark in every value, good and bad ones, and errors of the database: once their jobs are over the mark shows up
 * in users only, and in an error only where its text repeats what is to be mended, never a secret.
 */
class ImportPrivacyIT {

    private static final String MARK = "cAnArY";
    private static final String MARK_IN_HEX = "ca9a47ca9a47ca9a47ca9a47ca9a47ca";
    private static final String MARK_PHONE = "+4915177788899";

    @RegisterExtension
    static final ImportJobHarness imports =
            new ImportJobHarness("logging.level.org.springframework.batch=info", "usher.import.merge-rows=10");

    private final LogCapture log = new LogCapture();

    @BeforeEach
    void captureLogs() {
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void releaseLogs() {
        root().detachAppender(log);
    }

    @Test
    void keepsValuesOfGoodRowsOutOfEverythingButUsers() {
        var connection = database();
        var rows = new String[50];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = goodRow(i);
        }

        var first = imports.into(connection).rows(rows);
        var second = imports.into(connection).upsert().rows(rows);
        var third = imports.into(connection).rows(rows);

        assertThat(first.summary().inserted()).isEqualTo(rows.length);
        assertThat(second.summary().unchanged()).isEqualTo(rows.length);
        assertThat(third.summary().failed()).isEqualTo(rows.length);
        assertThat(third.errors()).noneMatch(e -> hasMark(e.toString()));
        assertThat(texts("import_key_ranges")).as("several ranges").anyMatch(ImportPrivacyIT::hasMark);
        assertNoMarkOutsideOfErrors();
    }

    @Test
    void keepsSecretsOfBadRowsOutOfEverythingButTheirRejects() {
        var job = imports.into(database())
                .rows(
                        "{'email':'a@x.org','username':'a','password_hash':'" + MARK + "'}",
                        "{'email':'b@x.org','username':'b','password_hash':['" + MARK + "']}",
                        "{'email':'c@x.org','username':'c','password_hash':'$2b$10$" + MARK + "'}",
                        "{'email':'d@x.org','username':'d','custom_password_hash':'" + MARK + "'}",
                        "{'email':'e@x.org','username':'e','custom_password_hash':{'algorithm':'" + MARK
                                + "','hash':{'value':'" + MARK + "','encoding':'" + MARK + "'}}}",
                        "{'email':'f@x.org','username':'f','custom_password_hash':{'algorithm':'md5','hash':{'value':'"
                                + MARK + "','encoding':'hex'},'salt':{'value':'" + MARK + "','encoding':'hex'}}}",
                        "{'email':'g@x.org','username':'g','custom_password_hash':{'algorithm':'hmac','hash':{'value':'"
                                + MARK_IN_HEX + "','encoding':'hex','digest':'" + MARK + "','key':{'value':'" + MARK
                                + "','encoding':'hex'}}}}",
                        "{'email':'h@x.org','username':'h','custom_password_hash':{'algorithm':'ldap','hash':{'value':'{"
                                + MARK + "}" + MARK + "'}}}",
                        "{'email':'i@x.org','username':'i','custom_password_hash':{'algorithm':'argon2','hash':{'value':'$argon2id$v=19$m=65536,t=2,p=1$"
                                + MARK + "'}}}",
                        "{'email':'j@x.org','username':'j','custom_password_hash':{'algorithm':'pbkdf2','hash':{'value':'$pbkdf2-"
                                + MARK + "$i=1$" + MARK + "$" + MARK + "'}}}",
                        "{'email':'k@x.org','username':'k','mfa_factors':[{'totp':{'secret':'" + MARK + "'}}]}",
                        "{'email':'l@x.org','username':'l','mfa_factors':[{'phone':{'value':'" + MARK + "'}}]}",
                        "{'email':'m@x.org','username':'m','mfa_factors':[{'email':{'value':'" + MARK + "'}}]}",
                        "{'email':'n@x.org','username':'n','mfa_factors':['" + MARK + "',{'totp':'" + MARK + "'}]}",
                        "{'email':'o@x.org','username':'o','password_hash':'" + MARK + "\\u0000'}",
                        "{'email':'p@x.org','username':'p','custom_password_hash':{'algorithm':'md5','hash':{'value':'"
                                + MARK + "\\u0000','encoding':'hex'}}}",
                        "{'email':'q@x.org','username':'q','password_hash':'" + MARK + "','password_hash':'" + MARK
                                + "'}",
                        "{'email':'r@x.org','username':'r','password_hash':'" + MARK + "',oops}",
                        "{'email':'s@x.org','username':'s','password':'" + MARK + "'}",
                        "{'email':'t@x.org','username':'t','mfa_factors':'" + MARK + "'}");

        assertThat(job.summary().failed()).isEqualTo(20);
        assertThat(job.errors()).noneMatch(e -> hasMark(e.toString()));
        assertNoMarkOutsideOfErrors();
    }

    @Test
    void repeatsAValueThatIsNoSecretOnlyInItsOwnError() {
        var job = imports.into(database())
                .rows(
                        "{'email':'" + MARK + "','username':'a'}",
                        "{'email':'" + MARK + "@x.org','username':'" + MARK + MARK + MARK + "'}",
                        "{'email':'" + MARK + "b@x.org','username':'b','phone_number':'" + MARK + "'}",
                        "{'email':'" + MARK + "c@x.org','username':'c','picture':'" + MARK + "'}",
                        "{'email':'" + MARK + "d@x.org','username':'d','user_id':'" + MARK + " x'}",
                        "{'email':'" + MARK + "e@x.org','username':'e','name':['" + MARK + "']}",
                        "{'email':'" + MARK + "f@x.org','username':'f','name':'" + MARK + "\\u0000'}",
                        "{'email':'" + MARK + "g@x.org','username':'g','user_metadata':{'a':'" + MARK + "\\ud800'}}",
                        "{'email':'" + MARK + "h@x.org','username':'h','user_metadata':{'a':'" + MARK + "',oops}}",
                        "{'email':'" + MARK + "i@x.org','username':'i','blocked':'" + MARK + "'}",
                        "{'email':'" + MARK + "@x.org' '" + MARK + "'}",
                        MARK);

        assertThat(job.summary().inserted()).isZero();
        assertThat(job.errors())
                .filteredOn(e -> hasMark(e.message()))
                .extracting(e -> e.record() + " " + e.path())
                .containsExactly("1 email", "3 phone_number", "4 picture", "5 user_id");
        assertThat(job.errors()).noneMatch(e -> hasMark(String.valueOf(e.path())));
        assertNoMarkOutsideOfErrors();
    }

    @Test
    void keepsValuesOutOfErrorsOfTheDatabase() {
        var connection = database();
        imports.into(connection).rows(goodRow(1));

        // Every clash that the database reports while ranges are merged: the import begins as if all users were new.
        var job = imports.into(connection)
                .rows(goodRow(1), goodRow(1).replace("'email':'", "'email':'x").replace("'user_id':'", "'user_id':'x"));
        imports.jdbc()
                .sql("ALTER TABLE users ADD CONSTRAINT refuse CHECK (given_name <> '" + MARK + "2')")
                .update();
        Throwable failure = null;
        try {
            imports.into(connection).rows(goodRow(2).replace("'given_name':'" + MARK, "'given_name':'" + MARK + "2"));
        } catch (AssertionError e) {
            failure = e.getCause();
        } finally {
            imports.jdbc().sql("ALTER TABLE users DROP CONSTRAINT refuse").update();
        }

        assertThat(job.summary().failed()).isEqualTo(2);
        assertThat(stackTrace(failure)).isNotEmpty().doesNotContain(MARK);
        assertThat(log.lines).anyMatch(line -> line.contains("violates check constraint \"refuse\""));
        assertNoMarkOutsideOfErrors();
    }

    @Test
    void doesNotRepeatTheFirstRowOfAFileWithoutHeader() {
        var job = imports.into(database()).named("users.csv").run(MARK + "@x.org," + MARK_PHONE + "\nb@x.org,+1\n");

        assertThat(job.completed()).isFalse();
        assertThat(hasMark(job.details())).isFalse();
        assertNoMarkOutsideOfErrors();
    }

    private static String goodRow(int i) {
        return "{'email':'" + MARK + i + "@x.org','email_verified':true,'username':'" + MARK + i + "','phone_number':'"
                + MARK_PHONE + i + "','phone_verified':true,'user_id':'" + MARK + i + "','given_name':'" + MARK
                + "','family_name':'" + MARK + "','name':'" + MARK + "','nickname':'" + MARK
                + "','picture':'https://x.org/" + MARK + "','blocked':false,'app_metadata':{'" + MARK + "':'" + MARK
                + "'},'user_metadata':{'" + MARK + "':'" + MARK
                + "'},'custom_password_hash':{'algorithm':'md5','hash':{'value':'"
                + MARK_IN_HEX + "','encoding':'hex'},'salt':{'value':'" + MARK
                + "'}},'mfa_factors':[{'phone':{'value':'" + MARK_PHONE + "'}}]}";
    }

    private void assertNoMarkOutsideOfErrors() {
        assertThat(log.lines).isNotEmpty().noneMatch(ImportPrivacyIT::hasMark);
        var tables = imports.jdbc()
                .sql("SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'"
                        + " AND table_type = 'BASE TABLE' AND table_name NOT IN ('users', 'job_errors')")
                .query(String.class)
                .list();
        assertThat(tables).contains("jobs", "job_warnings", "batch_step_execution", "import_parts");
        removeLeftovers();
        for (var table : tables) {
            assertThat(texts(table)).as(table).noneMatch(ImportPrivacyIT::hasMark);
        }
    }

    /** Until then the bounds of the ranges are there, which are keys of users. */
    private static void removeLeftovers() {
        imports.jdbc().sql("UPDATE jobs SET status = 'completed'").update();
        imports.jdbc()
                .sql("SELECT id FROM jobs")
                .query(String.class)
                .list()
                .forEach(imports.bean(ImportLeftovers.class)::remove);
    }

    private static List<String> texts(String table) {
        return imports.jdbc()
                .sql("SELECT t::text FROM " + table + " AS t")
                .query(String.class)
                .list();
    }

    private static boolean hasMark(String text) {
        var lower = text.toLowerCase(java.util.Locale.ROOT);
        return lower.contains("canary") || text.contains(MARK_IN_HEX) || text.contains(MARK_PHONE);
    }

    private static Connection database() {
        return imports.connection(
                "auth0", new ConnectionOptions(true, 1, 15, SetUserRootAttributes.ON_EACH_LOGIN, List.of()));
    }

    private static String stackTrace(@Nullable Throwable failure) {
        var text = new java.io.StringWriter();
        if (failure != null) {
            failure.printStackTrace(new java.io.PrintWriter(text));
        }
        return text.toString();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Keeps what is logged at INFO and above, with exceptions and their causes. */
    private static final class LogCapture extends AppenderBase<ILoggingEvent> {

        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
                var line = new ArrayList<String>();
                line.add(event.getFormattedMessage());
                for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
                    line.add(t.getClassName() + ": " + t.getMessage());
                }
                lines.add(String.join("\n", line) + event.getMDCPropertyMap());
            }
        }
    }
}
