package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.ImportJobHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UserImportJobIT {

    @RegisterExtension
    static final ImportJobHarness imports = new ImportJobHarness();

    @Test
    void importsNewUsers() {
        var connection = imports.connection("auth0");

        var job = imports.into(connection).rows("{'email':'Ann@x.org'}", "{'email':'bob@x.org','email':1}");

        assertThat(job.counts()).isEqualTo("1 inserted, 0 updated (0 unchanged), 1 failed");
        assertThat(job.errorPlaces()).containsExactly("2:22 DUPLICATE_KEY email");
        System.out.println(imports.users(connection) + " " + job.millis());
    }
}
