package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.testkit.ImportJobHarness;
import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A record that was imported before is known by its digest, as long as nobody else changed the user. */
class ImportDigestIT {

    private static final String ANN = "{'email':'ann@x.org','given_name':'Ann','user_metadata':{'a':1}}";

    @RegisterExtension
    static final ImportJobHarness imports = new ImportJobHarness();

    private Connection connection;

    @BeforeEach
    void importAnn() {
        connection = imports.connection("auth0");
        imports.into(connection).rows(ANN);
    }

    /** Nobody can do this to a user but behind the back of the database; it shows that no value is compared. */
    @Test
    void looksAtNoValueOfAUserWhoIsAsTheRecordLeftHim() {
        changeUnseen("given_name = 'Somebody else'");

        assertThat(upsert(ANN)).isEqualTo("0 inserted, 1 updated (1 unchanged), 0 failed");
        assertThat(imports.user("email", "ann@x.org")).containsEntry("given_name", "Somebody else");
        assertThat(imports.into(connection).upsert().dryRun().rows(ANN).counts())
                .isEqualTo("0 inserted, 1 updated (1 unchanged), 0 failed");
    }

    @Test
    void bringsBackWhatSomebodyElseChanged() {
        imports.jdbc().sql("UPDATE users SET given_name = 'Somebody else'").update();

        assertThat(upsert(ANN)).isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
        assertThat(imports.user("email", "ann@x.org")).containsEntry("given_name", "Ann");
    }

    @Test
    void knowsAUserWhomAnUpdateChanged() {
        upsert(ANN.replace("Ann", "Anna"));
        changeUnseen("nickname = 'unseen'");

        assertThat(upsert(ANN.replace("Ann", "Anna"))).isEqualTo("0 inserted, 1 updated (1 unchanged), 0 failed");
        assertThat(upsert(ANN)).isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
    }

    @Test
    void takesAnotherWayToMergeMetadataForAnotherRecord() {
        imports.into(connection).upsert().metadata(Metadata.DEEP).rows("{'email':'ann@x.org','user_metadata':{'b':2}}");
        imports.into(connection).upsert().metadata(Metadata.DEEP).rows(ANN);

        assertThat(upsert(ANN)).isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
    }

    @Test
    void takesAttributesThatAreOptedInForAnotherRecord() {
        var blocked = "{'email':'ann@x.org','blocked':true}";
        upsert(blocked);

        assertThat(imports.into(connection)
                        .upsert()
                        .upsertFields(UserAttribute.BLOCKED)
                        .rows(blocked)
                        .counts())
                .isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
    }

    @Test
    void clearsWhatANewUserGotByDefault() {
        var bob = "{'email':'bob@x.org','nickname':null}";
        upsert(bob);

        assertThat(upsert(bob)).isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
        assertThat(imports.user("email", "bob@x.org")).doesNotContainKey("nickname");
    }

    @Test
    void forgetsTheRecordWhenAnythingChangesThatAnImportMaySet() {
        var watched = imports.jdbc()
                .sql("SELECT event_object_column FROM information_schema.triggered_update_columns"
                        + " WHERE trigger_name = 'users_forget_import'")
                .query(String.class)
                .list();

        assertThat(watched)
                .containsAll(Arrays.stream(UserAttribute.values())
                        .map(UserAttribute::attributeName)
                        .toList());
    }

    private String upsert(String row) {
        return imports.into(connection).upsert().rows(row).counts();
    }

    private static void changeUnseen(String assignment) {
        imports.jdbc()
                .sql("ALTER TABLE users DISABLE TRIGGER users_forget_import")
                .update();
        imports.jdbc().sql("UPDATE users SET " + assignment).update();
        imports.jdbc()
                .sql("ALTER TABLE users ENABLE TRIGGER users_forget_import")
                .update();
    }
}
