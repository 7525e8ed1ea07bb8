package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.importing.ImportFailedException.Reason;
import dev.usher.jobs.importing.UserImportRequest.Mirror;
import dev.usher.jobs.importing.UserImportRequest.Mirror.Action;
import dev.usher.jobs.testkit.FinishedImport;
import dev.usher.jobs.testkit.ImportJobHarness;
import dev.usher.jobs.user.UserAttribute;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of users who are missing from a file. Ranges are small, so that a plan has several. */
class MirrorIT {

    /** One worker, so that ranges follow each other. */
    @RegisterExtension
    static final ImportJobHarness imports = new ImportJobHarness(
            "usher.import.merge-rows=2", "usher.import.mirror.max-percent=100", "usher.import.workers=1");

    private static final Mirror BLOCK = Mirror.of(Action.BLOCK);
    private static final Mirror DELETE = Mirror.of(Action.DELETE);

    @Test
    void blocksWhoIsMissing() {
        var connection = with("a", "b", "c", "d", "e");

        var job = imports.into(connection).mirror(BLOCK).rows(rows("b", "d", "new"));

        assertThat(job.counts()).isEqualTo("1 inserted, 2 updated (2 unchanged), 0 failed");
        assertThat(blocked(connection)).containsExactly("a", "c", "e");
        assertThat(users(connection)).containsExactly("a", "b", "c", "d", "e", "new");
        assertThat(found(job)).isEqualTo("block applied: 3 of 5 missing, 3 due, 3 gone; 0 of 0 unblocked");
        assertThat(imports.user("email", "a@x.org")).containsEntry("last_job_id", job.jobId());
    }

    @Test
    void deletesWhoIsMissingWithWhatBelongsToThem() {
        var connection = with("a", "b", "c");
        imports.jdbc()
                .sql("INSERT INTO login_sessions (session_id, user_id, identity_id, client_id, expires_at)"
                        + " SELECT 's-' || user_id, user_id, user_id, 'client', now() FROM users")
                .update();

        var job = imports.into(connection).mirror(DELETE).rows(rows("b"));

        assertThat(users(connection)).containsExactly("b");
        assertThat(found(job)).isEqualTo("delete applied: 2 of 3 missing, 2 due, 2 gone; 0 of 0 unblocked");
        assertThat(count("SELECT count(*) FROM login_sessions")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void leavesUsersOfOtherConnectionsAlone(Action action) {
        var other = with("a", "b");
        var connection = with("a", "c");

        imports.into(connection).mirror(Mirror.of(action)).rows(rows("b"));

        assertThat(users(other)).containsExactly("a", "b");
        assertThat(blocked(other)).isEmpty();
        assertThat(users(connection)).isEqualTo(action == Action.BLOCK ? List.of("a", "b", "c") : List.of("b"));
    }

    /** Each row is rejected, and by one key or another that of a user who exists. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'email':'A@x.org','given_name':5}",
                "{'email':'a@x.org','app_metadata':{'x.y':1}}",
                "{'email':'a@x.org','picture':'none','unheard_of':1}",
                "{'email':'no address','user_id':'id-a'}",
                "{'user_id':'auth0|id-a'}",
                "{'email':null,'phone_number':'+491'}",
                "{'email':'other@x.org','user_id':'id-a'}",
                "{'email':'other@x.org','phone_number':'+491'}",
                "{'email':'b@x.org','phone_number':'+491'}",
                "{'email':'a@x.org','email':'a@x.org','user_id':'id-a'}",
            })
    void keepsWhoseRowWasRejected(String row) {
        var connection = imports.connection("auth0");
        imports.into(connection)
                .rows(
                        "{'email':'a@x.org','user_id':'id-a','phone_number':'+491'}",
                        "{'email':'b@x.org'}",
                        "{'email':'gone@x.org'}");

        var job = imports.into(connection).mirror(DELETE).rows("{'email':'b@x.org'}", row);

        assertThat(job.summary().failed()).isEqualTo(1);
        assertThat(job.warnings()).isEmpty();
        assertThat(users(connection)).containsExactly("a", "b");
    }

    /** Nobody can tell whose these are, or what else stands in them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'email':'b@x.org'",
                "{'email':'b@x.org'}{'email':'c@x.org'}",
                "[{'email':'b@x.org'}]",
                "'b@x.org'",
                "{'given_name':'B'}",
                "{'E-mail':'b@x.org'}",
                "{'email':5}",
                "{'email':'b@@x.org'}",
                "{'email':'b@x.org','email':'c@x.org'}",
                "{'email':'b@@x.org','user_id':'nobody','phone_number':'+4999'}",
                "{'email':'elsewhere','user_id':'id-elsewhere'}",
            })
    void meetsNobodyIfItIsUnknownWhoIsMissing(String row) {
        imports.into(imports.connection("google-oauth2")).rows("{'user_id':'id-elsewhere'}");
        var connection = with("a", "b");

        var job = imports.into(connection).mirror(DELETE).rows("{'email':'new@x.org'}", row);

        assertThat(job.counts()).isEqualTo("1 inserted, 0 updated (0 unchanged), 1 failed");
        assertThat(job.warnings()).containsExactly(Map.entry("MIRROR_REFUSED UNKNOWN_RECORDS", 1L));
        assertThat(users(connection)).containsExactly("a", "b", "new");
        assertThat(found(job))
                .isEqualTo("delete refused UNKNOWN_RECORDS: 0 of 0 missing, 0 due, 0 gone; 0 of 0 unblocked");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // CSV record | whether it is known whose it is
                "a@x.org,Ann,{} | true",
                "a@x.org,Ann,{broken | true",
                "a@x.org,Ann | false",
                "a@x.org,Ann,{},more | false",
                "a@x.org,\"Ann,{} | false",
                "a@x.org,An\"n,{} | false",
                ",Ann,{} | false",
            })
    void knowsWhoseRecordsOfCsvAre(String record, boolean known) {
        var connection = with("a", "b");

        var job = imports.into(connection).mirror(BLOCK).run("email,name,app_metadata:json\n" + record + "\n");

        assertThat(job.warnings().isEmpty()).isEqualTo(known);
        assertThat(blocked(connection)).isEqualTo(known ? List.of("b") : List.of());
    }

    /** A byte that is no UTF-8 may have been anything. */
    @Test
    void trustsNoKeyWithBytesThatCouldNotBeRead() {
        var connection = with("a", "b");

        var inName = imports.into(connection)
                .mirror(BLOCK)
                .run("{\"email\":\"a@x.org\",\"name\":\"\u00fc\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        var inKey = imports.into(connection)
                .mirror(BLOCK)
                .run("{\"email\":\"\u00fc@x.org\"}\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(inName.warnings()).isEmpty();
        assertThat(blocked(connection)).containsExactly("b");
        assertThat(inKey.warnings()).containsKey("MIRROR_REFUSED UNKNOWN_RECORDS");
    }

    @Test
    void looksForAnyUserWithAnAddressThatSeveralMayHave() {
        var connection = imports.connection("google-oauth2");
        imports.into(connection)
                .rows(
                        "{'user_id':'1','email':'team@x.org'}",
                        "{'user_id':'2','email':'team@x.org'}",
                        "{'user_id':'3','email':'Team@x.org'}");

        imports.into(connection).mirror(DELETE).rows("{'user_id':'no id','email':'team@x.org'}");

        assertThat(imports.users(connection))
                .extracting("user_id")
                .containsExactly("google-oauth2|1", "google-oauth2|2");
    }

    @Test
    void unblocksWhoComesBack() {
        var connection = with("a", "b", "c");
        imports.into(connection).mirror(BLOCK).rows(rows("c"));

        var job = imports.into(connection).mirror(BLOCK).rows(rows("a", "c"));

        assertThat(blocked(connection)).containsExactly("b");
        assertThat(found(job)).isEqualTo("block applied: 0 of 1 missing, 0 due, 0 gone; 1 of 1 unblocked");
        assertThat(imports.user("email", "a@x.org"))
                .containsEntry("blocked", false)
                .containsEntry("last_job_id", job.jobId());
        assertThat(found(imports.into(connection).mirror(BLOCK).rows(rows("a", "c"))))
                .isEqualTo("block applied: 0 of 2 missing, 0 due, 0 gone; 0 of 0 unblocked");
    }

    /** A row that is wrong protects its user, and opens no door. */
    @Test
    void unblocksNobodyForARejectedRow() {
        var connection = with("a", "b");
        imports.into(connection).mirror(BLOCK).rows(rows("b"));

        imports.into(connection).mirror(BLOCK).rows("{'email':'a@x.org','name':5}", "{'email':'b@x.org'}");

        assertThat(blocked(connection)).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocked = true", "blocked = false", "blocked = NULL"})
    void unblocksNobodyOfWhomSomebodyElseHasDecided(String change) {
        var connection = with("a", "b");
        imports.into(connection).mirror(BLOCK).rows(rows("b"));
        imports.jdbc()
                .sql("UPDATE users SET " + change + " WHERE email = 'a@x.org'")
                .update();
        imports.jdbc()
                .sql("UPDATE users SET blocked = true WHERE email = 'a@x.org'")
                .update();

        var job = imports.into(connection).mirror(BLOCK).rows(rows("a", "b"));

        assertThat(blocked(connection)).containsExactly("a");
        assertThat(found(job)).isEqualTo("block applied: 0 of 1 missing, 0 due, 0 gone; 0 of 0 unblocked");
    }

    @Test
    void unblocksWhomSomebodyElseHasChangedOtherwise() {
        var connection = with("a", "b");
        imports.into(connection).mirror(BLOCK).rows(rows("b"));
        imports.jdbc()
                .sql("UPDATE users SET nickname = 'x', updated_at = now() WHERE email = 'a@x.org'")
                .update();

        imports.into(connection).mirror(BLOCK).rows(rows("a", "b"));

        assertThat(blocked(connection)).isEmpty();
    }

    @Test
    void leavesItToTheRowsWhoIsBlockedWhereTheySayIt() {
        var connection = with("a", "b", "c", "d", "e");
        imports.into(connection).mirror(BLOCK).rows(rows("d"));

        imports.into(connection)
                .upsertFields(UserAttribute.BLOCKED)
                .mirror(BLOCK)
                .rows(
                        "{'email':'a@x.org','blocked':true}",
                        "{'email':'b@x.org','blocked':false}",
                        "{'email':'c@x.org'}",
                        "{'email':'e@x.org','name':'changed'}",
                        "{'email':'d@x.org'}");

        assertThat(blocked(connection)).containsExactly("a");
        assertThat(noted()).isEmpty();
    }

    /** As an import that mirrors nothing, between two that do. */
    @Test
    void aRowThatDoesNotSayWhoIsBlockedTakesNothingFromTheMirror() {
        var connection = with("a", "b", "c");
        imports.into(connection).mirror(BLOCK).rows(rows("c"));

        imports.into(connection)
                .upsert()
                .upsertFields(UserAttribute.BLOCKED)
                .rows("{'email':'a@x.org','name':'changed'}", "{'email':'b@x.org','blocked':true,'name':'changed'}");
        imports.into(connection).mirror(BLOCK).rows(rows("a", "b", "c"));

        assertThat(blocked(connection)).containsExactly("b");
    }

    @Test
    void forgetsWhoIsDeleted() {
        var connection = with("a", "b");
        imports.into(connection).mirror(BLOCK).rows(rows("b"));
        assertThat(count("SELECT count(*) FROM mirror_users")).isEqualTo(1);

        imports.jdbc().sql("DELETE FROM users WHERE email = 'a@x.org'").update();

        assertThat(count("SELECT count(*) FROM mirror_users")).isZero();
    }

    @Test
    void neitherTouchesNorCountsWhoIsBlockedAlready() {
        var connection = with("a", "b", "c");
        imports.jdbc()
                .sql("UPDATE users SET blocked = true WHERE email = 'a@x.org'")
                .update();
        var before = imports.user("email", "a@x.org");

        var job = imports.into(connection).mirror(BLOCK).rows(rows("c"));
        var again = imports.into(connection).mirror(BLOCK).rows(rows("c"));
        var back = imports.into(connection).mirror(BLOCK).rows(rows("a", "b", "c"));

        assertThat(found(job)).isEqualTo("block applied: 1 of 2 missing, 1 due, 1 gone; 0 of 0 unblocked");
        assertThat(found(again)).isEqualTo("block applied: 0 of 1 missing, 0 due, 0 gone; 0 of 0 unblocked");
        assertThat(found(back)).isEqualTo("block applied: 0 of 1 missing, 0 due, 0 gone; 1 of 1 unblocked");
        assertThat(imports.user("email", "a@x.org")).isEqualTo(before);
    }

    @Test
    void deletesWhomSomebodyElseHasBlockedButNotWhomAMirrorHas() {
        var connection = with("a", "b", "c", "d");
        imports.into(connection).mirror(BLOCK).rows(rows("b", "c", "d"));
        imports.jdbc()
                .sql("UPDATE users SET blocked = true WHERE email = 'b@x.org'")
                .update();

        var job = imports.into(connection).mirror(DELETE).rows(rows("d"));

        assertThat(users(connection)).containsExactly("a", "d");
        assertThat(found(job)).isEqualTo("delete applied: 2 of 3 missing, 2 due, 2 gone; 0 of 0 unblocked");
    }

    @Test
    void leavesLinkedIdentitiesToTheirUser() {
        var other = with("p", "q");
        var connection = with("a", "b", "c");
        link("a", connection, "p", other);
        link("q", other, "b", connection);
        link("b", connection, "c", connection);

        var job = imports.into(connection).mirror(DELETE).rows(rows("new"));

        // a is an identity of p, which no mirror of the connection is about; b took q along when it became one of c.
        assertThat(users(connection)).containsExactly("a", "new");
        assertThat(users(other)).containsExactly("p");
        assertThat(found(job)).isEqualTo("delete applied: 1 of 1 missing, 1 due, 1 gone; 0 of 0 unblocked");
    }

    @ParameterizedTest
    @EnumSource
    void keepsAUserOfWhomTheFileNamesAnIdentity(Action action) {
        var connection = with("a", "b", "c");
        link("b", connection, "a", connection);

        imports.into(connection).mirror(Mirror.of(action)).rows(rows("b"));

        assertThat(users(connection)).isEqualTo(action == Action.BLOCK ? List.of("a", "b", "c") : List.of("a", "b"));
        assertThat(blocked(connection)).isEqualTo(action == Action.BLOCK ? List.of("c") : List.of());
    }

    @Test
    void waitsAsManyRunsAsItWasTold() {
        var connection = with("a", "b", "c");
        var third = new Mirror(Action.BLOCK, null, null, null, 3, false);

        var first = imports.into(connection).mirror(third).rows(rows("c"));
        var second = imports.into(connection).mirror(third).rows(rows("b", "c"));
        assertThat(blocked(connection)).isEmpty();
        var last = imports.into(connection).mirror(third).rows(rows("c"));

        assertThat(found(first)).isEqualTo("block applied: 2 of 3 missing, 0 due, 0 gone; 0 of 0 unblocked");
        assertThat(found(second)).isEqualTo("block applied: 1 of 3 missing, 0 due, 0 gone; 0 of 0 unblocked");
        assertThat(found(last)).isEqualTo("block applied: 2 of 3 missing, 1 due, 1 gone; 0 of 0 unblocked");
        // b was there in between, and begins anew.
        assertThat(blocked(connection)).containsExactly("a");
        assertThat(noted()).containsExactly("a blocked 3", "b waits 1");
    }

    @Test
    void countsNoRunThatWasNoneOrDidNothing() {
        var connection = with("a", "b");
        var second = new Mirror(Action.BLOCK, null, null, null, 2, false);
        var guarded = new Mirror(Action.BLOCK, null, null, 10L, 2, false);

        imports.into(connection).mirror(second).rows(rows("b"));
        imports.into(connection).mirror(second).dryRun().rows(rows("b"));
        imports.into(connection).mirror(second).rows("{'email':'b@x.org'}", "{oops");
        imports.into(connection).mirror(guarded).rows(rows("b"));
        imports.into(connection).mirror(second).maxErrors("0").rows("{'email':'a'}");
        imports.into(connection).upsert().rows(rows("b"));

        assertThat(noted()).containsExactly("a waits 1");
        assertThat(blocked(connection)).isEmpty();
        imports.into(connection).mirror(second).rows(rows("b"));
        assertThat(blocked(connection)).containsExactly("a");
    }

    @Test
    void beginsAnewForAnotherUserOfTheSameId() {
        var connection = imports.connection("auth0");
        var second = new Mirror(Action.BLOCK, null, null, null, 2, false);
        imports.into(connection)
                .rows("{'email':'a@x.org','user_id':'1'}", "{'email':'b@x.org'}", "{'email':'c@x.org'}");
        imports.into(connection).mirror(second).rows(rows("b", "c"));
        imports.into(connection).mirror(BLOCK).rows(rows("a", "b"));
        imports.jdbc().sql("UPDATE mirror_users SET user_id = 'auth0|1'").update();
        imports.jdbc().sql("DELETE FROM users WHERE email = 'a@x.org'").update();
        imports.into(connection).rows("{'email':'other@x.org','user_id':'1','blocked':true}");

        imports.into(connection).mirror(second).rows(rows("b", "other"));

        // The mark of a mirror's block is about the user who had the id before.
        assertThat(imports.user("email", "other@x.org")).containsEntry("blocked", true);
    }

    @ParameterizedTest
    @CsvSource({
        // max_users, max_percent, min_rows, code in the details
        "2,, , 1 more users than max_users = 2",
        ", 20, , 1 more users than max_percent = 20 (2 of 10)",
        ",, 8, 1 rows fewer in the file than min_rows = 8",
    })
    void appliesNothingAtAllOverAGuard(
            @Nullable Long maxUsers, @Nullable BigDecimal maxPercent, @Nullable Long minRows, String against) {
        var connection = with("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
        var before = imports.users(connection);
        var guarded = new Mirror(Action.DELETE, maxUsers, maxPercent, minRows, null, false);
        var file = rows("d", "e", "f", "g", "h", "i", "j");
        file[0] = "{'email':'d@x.org','name':'changed'}";

        var job = imports.into(connection).mirror(guarded).rows(file);
        var dryRun = imports.into(connection).mirror(guarded).dryRun().rows(file);

        assertThat(job.reason()).isEqualTo(Reason.MIRROR_GUARD);
        assertThat(job.details())
                .contains(against, "No user was touched.", "usher jobs absent " + job.jobId(), "--override-guard ONCE");
        assertThat(dryRun.reason()).isEqualTo(Reason.MIRROR_GUARD);
        assertThat(imports.users(connection)).isEqualTo(before);
        assertThat(noted()).isEmpty();
        assertThat(found(job)).isEqualTo("delete over_guard: 3 of 10 missing, 3 due, 0 gone; 0 of 0 unblocked");
        assertThat(planned(job)).containsExactly("a due 1", "b due 1", "c due 1");
    }

    @Test
    void letsOneJobPassTheGuards() {
        var connection = with("a", "b", "c");
        var nobody = new Mirror(Action.BLOCK, 0L, BigDecimal.ZERO, 1_000L, null, false);
        var once = new Mirror(Action.BLOCK, 0L, BigDecimal.ZERO, 1_000L, null, true);

        assertThat(imports.into(connection).mirror(nobody).rows(rows("c")).completed())
                .isFalse();
        assertThat(imports.into(connection).mirror(once).rows(rows("c")).completed())
                .isTrue();

        assertThat(blocked(connection)).containsExactly("a", "b");
    }

    /** Of a file that says that there are no users, the settings take one row at least. */
    @Test
    void takesNoFileWithoutRowsForAConnectionWithoutUsers() {
        var connection = with("a");

        var job = imports.into(connection).mirror(BLOCK).run("[]");

        assertThat(job.reason()).isEqualTo(Reason.MIRROR_GUARD);
        assertThat(job.details()).contains("1 rows fewer in the file than min_rows = 1");
    }

    @Test
    void tellsWhoWouldGoWithoutDoingIt() {
        var connection = with("a", "b", "c");
        imports.into(connection).mirror(BLOCK).rows(rows("a", "b"));
        var before = imports.users(connection);

        var job = imports.into(connection).mirror(BLOCK).dryRun().rows(rows("b", "c"));

        assertThat(imports.users(connection)).isEqualTo(before);
        assertThat(found(job)).isEqualTo("block planned: 1 of 2 missing, 1 due, 0 gone; 0 of 1 unblocked");
        assertThat(planned(job)).containsExactly("a due 1", "c returning 0");
        assertThat(count("SELECT count(*) FROM import_mirror_ranges WHERE job_id = '" + job.jobId() + "'"))
                .isZero();
    }

    /** The older file knows nothing of whoever has come since. */
    @Test
    void leavesItToAJobThatWasSubmittedLater() {
        var connection = with("a", "b", "c");
        imports.into(connection).mirror(BLOCK).rows(rows("a", "b", "c"));
        imports.jdbc()
                .sql("UPDATE mirror_runs SET submitted_at = now() + interval '1 hour'")
                .update();

        var job = imports.into(connection).mirror(BLOCK).rows(rows("c", "new"));

        assertThat(job.summary().inserted()).isEqualTo(1);
        assertThat(blocked(connection)).isEmpty();
        assertThat(job.warnings()).containsExactly(Map.entry("MIRROR_REFUSED NEWER_RUN", 0L));
    }

    /** As if the gate of the later job had come between the first range and the second. */
    @Test
    void endsWhereAJobThatWasSubmittedLaterHasPassedItsGuards() {
        var connection = imports.connection("auth0");
        imports.into(connection)
                .rows(Stream.of("a", "b", "c", "d", "e")
                        .map(name -> "{'email':'" + name + "@x.org','user_id':'" + name + "'}")
                        .toArray(String[]::new));
        imports.jdbc()
                .sql("CREATE FUNCTION overtake() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " UPDATE mirror_runs SET job_id = 'job_later'; RETURN NULL; END $$")
                .update();
        imports.jdbc()
                .sql("CREATE TRIGGER overtake AFTER UPDATE ON import_mirror_ranges EXECUTE FUNCTION overtake()")
                .update();
        try {
            var job = imports.into(connection)
                    .mirror(new Mirror(Action.BLOCK, null, null, null, 1, false))
                    .rows(rows("e"));

            assertThat(job.completed()).isTrue();
            assertThat(job.warnings()).containsExactly(Map.entry("MIRROR_REFUSED NEWER_RUN", 0L));
            assertThat(found(job))
                    .isEqualTo("block refused NEWER_RUN: 4 of 5 missing, 4 due, 2 gone; 0 of 0 unblocked");
            assertThat(blocked(connection)).containsExactly("a", "b");
        } finally {
            imports.jdbc().sql("DROP FUNCTION overtake CASCADE").update();
        }
    }

    /** Its second range of two users can't be met. */
    @Test
    void aJobThatIsCutOffSaysWhomItMet() {
        var connection = imports.connection("auth0");
        imports.into(connection)
                .rows(Stream.of("a", "b", "c", "d", "e")
                        .map(name -> "{'email':'" + name + "@x.org','user_id':'" + name + "'}")
                        .toArray(String[]::new));
        imports.jdbc()
                .sql("CREATE FUNCTION fall() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no more'; END $$")
                .update();
        imports.jdbc()
                .sql("CREATE TRIGGER fall BEFORE UPDATE ON import_mirror_ranges FOR EACH ROW"
                        + " WHEN (OLD.range_number = 1) EXECUTE FUNCTION fall()")
                .update();
        try {
            var run = imports.into(connection).mirror(new Mirror(Action.DELETE, null, null, null, 1, false));

            assertThatThrownBy(() -> run.rows(rows("e"))).hasMessageContaining("unexpectedly");
            assertThat(count("SELECT gone FROM import_mirrors WHERE outcome = 'planned' AND due = 4"))
                    .isEqualTo(2);
        } finally {
            imports.jdbc().sql("DROP FUNCTION fall CASCADE").update();
        }
    }

    /** Who is missing was found before the merge; whoever is given a key of the file meanwhile is in the file. */
    @Test
    void meetsNobodyWhoHasAKeyOfTheFileByThen() {
        var connection = with("a", "b", "c");
        imports.jdbc()
                .sql("CREATE FUNCTION rename_user() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " UPDATE users SET email = 'new@x.org' WHERE email = 'a@x.org'; RETURN NULL; END $$")
                .update();
        imports.jdbc()
                .sql("CREATE TRIGGER rename_user AFTER INSERT ON import_mirror_ranges EXECUTE FUNCTION rename_user()")
                .update();
        try {
            var job = imports.into(connection).mirror(DELETE).rows(rows("c", "new"));

            assertThat(job.summary().updated()).isEqualTo(2);
            assertThat(found(job)).isEqualTo("delete applied: 2 of 3 missing, 2 due, 1 gone; 0 of 0 unblocked");
            assertThat(users(connection)).containsExactly("c", "new");
        } finally {
            imports.jdbc().sql("DROP FUNCTION rename_user CASCADE").update();
        }
    }

    /** As if the user had been deleted and created anew between the gate and the first range. */
    @Test
    void meetsNobodyWhoWasCreatedAfterThePlan() {
        var connection = with("a", "b", "c");
        imports.jdbc()
                .sql("CREATE FUNCTION renew_user() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE users"
                        + " SET created_at = now() + interval '1 second' WHERE email = 'a@x.org'; RETURN NULL; END $$")
                .update();
        imports.jdbc()
                .sql("CREATE TRIGGER renew_user AFTER INSERT ON import_mirror_ranges EXECUTE FUNCTION renew_user()")
                .update();
        try {
            var job = imports.into(connection).mirror(DELETE).rows(rows("c"));

            assertThat(found(job)).isEqualTo("delete applied: 2 of 3 missing, 2 due, 1 gone; 0 of 0 unblocked");
            assertThat(users(connection)).containsExactly("a", "c");
        } finally {
            imports.jdbc().sql("DROP FUNCTION renew_user CASCADE").update();
        }
    }

    @Test
    void keepsNothingOfAJobThatEndedButItsList() {
        var connection = with("a", "b");

        var job = imports.into(connection).mirror(BLOCK).rows("{'email':'b@x.org'}", "{'email':'b@x.org'}");

        assertThat(job.summary().failed()).isEqualTo(1);
        imports.jdbc().sql("UPDATE jobs SET status = 'completed'").update();
        imports.bean(ImportLeftovers.class).remove(job.jobId());
        assertThat(planned(job)).containsExactly("a due 1");
        assertThat(count("SELECT count(*) FROM import_mirror_ranges")).isZero();
        assertThat(count("SELECT count(*) FROM pg_tables WHERE schemaname = 'usher_staging' AND tablename LIKE '"
                        + job.jobId() + "%'"))
                .isZero();
        imports.bean(RejectedRecords.class).remove(job.jobId());
        assertThat(planned(job)).isEmpty();
    }

    @Test
    void needsAnUpsert() {
        var connection = imports.connection("auth0");

        assertThatThrownBy(() ->
                        imports.into(connection).mirror(BLOCK).upsert(false).rows(rows("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A mirror needs an upsert: most users of the file exist.");
    }

    private static Connection with(String... names) {
        var connection = imports.connection("auth0");
        imports.into(connection).rows(rows(names));
        return connection;
    }

    private static String[] rows(String... names) {
        return Arrays.stream(names)
                .map(name -> "{'email':'" + name + "@x.org'}")
                .toArray(String[]::new);
    }

    /** As the users API does, with what is linked already. */
    private static void link(String name, Connection of, String primary, Connection to) {
        var sql = """
                WITH one AS (SELECT user_id FROM users WHERE email = :name AND connection_id = :of),
                     main AS (UPDATE users SET has_linked = true WHERE email = :primary AND connection_id = :to RETURNING user_id)
                UPDATE users SET linked_to = main.user_id, linked_at = now(), has_linked = NULL
                  FROM one, main
                 WHERE users.user_id = one.user_id OR users.linked_to = one.user_id
                """;
        imports.jdbc()
                .sql(sql)
                .param("name", name + "@x.org")
                .param("of", of.id())
                .param("primary", primary + "@x.org")
                .param("to", to.id())
                .update();
    }

    private static List<String> users(Connection connection) {
        return names("connection_id = '" + connection.id() + "'");
    }

    private static List<String> blocked(Connection connection) {
        return names("blocked AND connection_id = '" + connection.id() + "'");
    }

    private static List<String> names(String condition) {
        return imports.jdbc()
                .sql("SELECT split_part(email, '@', 1) FROM users WHERE " + condition + " ORDER BY email")
                .query(String.class)
                .list();
    }

    /** What mirrors know of users. */
    private static List<String> noted() {
        return imports.jdbc()
                .sql(
                        "SELECT concat_ws(' ', split_part(u.email, '@', 1), CASE WHEN m.blocked THEN 'blocked' ELSE 'waits' END,"
                                + " missed_runs) FROM mirror_users AS m JOIN users AS u USING (user_id) ORDER BY u.email")
                .query(String.class)
                .list();
    }

    private static List<String> planned(FinishedImport job) {
        return imports.jdbc()
                .sql(
                        "SELECT concat_ws(' ', split_part(u.email, '@', 1), m.fate, m.missed_runs)"
                                + " FROM import_mirror_users AS m JOIN users AS u USING (user_id) WHERE job_id = :job ORDER BY u.email")
                .param("job", job.jobId())
                .query(String.class)
                .list();
    }

    private static String found(FinishedImport job) {
        return imports.jdbc()
                .sql(
                        "SELECT concat_ws(' ', action, outcome, reason) || ': ' || missing || ' of ' || users || ' missing, '"
                                + " || due || ' due, ' || gone || ' gone; ' || unblocked || ' of ' || back || ' unblocked'"
                                + " FROM import_mirrors WHERE job_id = :job")
                .param("job", job.jobId())
                .query(String.class)
                .single();
    }

    private static long count(String sql) {
        return imports.jdbc().sql(sql).query(Long.class).single();
    }
}
