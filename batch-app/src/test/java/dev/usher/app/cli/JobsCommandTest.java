package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.rejection.StoredRowError;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobsCommandTest {

    private final FakeEngine engine = new FakeEngine();

    @Test
    void listsJobs() {
        assertThat(Typed.on(engine, "jobs", "list", "--status", "completed").out())
                .isEqualTo("""
                id                    status     connection  input         created                time  read  failed
                job_0000000000000001  completed  acme        users.ndjson  2026-03-01 10:00:00Z  1.5 s     2       0
                """);
    }

    @Test
    void saysThatThereIsNone() {
        assertThat(Typed.on(engine, "jobs", "list", "--status", "failed"))
                .isEqualTo(new Typed(0, "", "There are no such jobs.\n"));
    }

    @Test
    void showsAJob() {
        assertThat(Typed.on(engine, "jobs", "show", Jobs.ID).out()).contains("users.ndjson into acme, completed");
    }

    @Test
    void endsWith2IfThereIsNoSuchJob() {
        assertThat(Typed.on(engine, "jobs", "show", "job_x"))
                .isEqualTo(new Typed(2, "", "usher jobs show: There is no job job_x.\n"));
    }

    @Test
    void waitsForTheLeaseOfADeadProcess() {
        engine.leases.add(Duration.ofMillis(1));
        engine.leases.add(Duration.ofMillis(1));

        var typed = Typed.on(engine, "jobs", "restart", Jobs.ID);

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).containsOnlyOnce("waiting up to 1 s for its lease");
        assertThat(engine.ran).containsExactly(Jobs.ID);
    }

    @Test
    void printsErrorsAsATableWithTheNextPage() {
        threeErrors();

        var typed = Typed.on(engine, "jobs", "errors", Jobs.ID, "--limit", "2");

        assertThat(typed.out()).isEqualTo("""
                record  line  column  code            path   message
                     1     3       7  INVALID_FORMAT  email  no "mail", but?[31m red
                     2     4       7  INVALID_FORMAT  email  no "mail", but?[31m red
                """);
        assertThat(typed.err()).isEqualTo("There may be more: usher jobs errors " + Jobs.ID + " --after 2\n");
    }

    @Test
    void printsErrorsAsLines() {
        threeErrors();

        assertThat(Typed.on(engine, "jobs", "errors", Jobs.ID, "--jsonl", "--after", "2")
                        .out())
                .isEqualTo("{\"record\":3,\"line\":5,\"column\":7,\"byte_offset\":60,\"code\":\"INVALID_FORMAT\","
                        + "\"path\":\"email\",\"message\":\"no \\\"mail\\\", but\\u001B[31m red\"}\n");
    }

    @Test
    void printsErrorsAsCsv() {
        threeErrors();

        assertThat(Typed.on(engine, "jobs", "errors", Jobs.ID, "--csv", "--limit", "1")
                        .out())
                .isEqualTo("""
                record,line,column,byte_offset,code,path,message
                1,3,7,20,INVALID_FORMAT,email,"no ""mail"", but\u001B[31m red"
                """);
    }

    private void threeErrors() {
        for (int i = 1; i <= 3; i++) {
            engine.errors.add(new StoredRowError(
                    i, i + 2, 7, 20L * i, "INVALID_FORMAT", "email", "no \"mail\", but\u001B[31m red"));
        }
    }
}
