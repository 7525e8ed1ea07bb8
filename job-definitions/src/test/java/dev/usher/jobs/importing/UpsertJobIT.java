package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.importing.UserImportRequest.Metadata;
import dev.usher.jobs.testkit.ImportJobHarness;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upsert does to a user that exists. */
class UpsertJobIT {

    @RegisterExtension
    static final ImportJobHarness imports = new ImportJobHarness();

    private static final String NATIVE_HASH = "$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K";
    private static final String MD4 =
            "{'algorithm':'md4','hash':{'value':'AbuUujgF0pPPkJPSFRTpmA==','encoding':'base64'}}";
    private static final String SHA256 = "{'algorithm':'sha256','hash':{'value':"
            + "'d24e794fce503c3ddb1cd1ba1dd5d9b250cf9917336a0316fefd87fecf79200f','encoding':'hex'}}";
    private static final String HASH_CONFLICT =
            "A custom_password_hash was provided, but the user already has password hash defined";

    @Test
    void changesWhatTheRowGivesAndNothingElse() {
        var connection = imports.connection("auth0");
        imports.into(connection)
                .rows("{'email':'a@x.org','given_name':'A','family_name':'L','email_verified':true,"
                        + "'picture':'https://x.org/1','user_metadata':{'a':1},'app_metadata':{'b':1}}");
        var before = imports.user("email", "a@x.org");

        var job = imports.into(connection).upsert().rows("{'email':'A@x.org','given_name':'Ann','nickname':'annie'}");

        assertThat(job.counts()).isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
        var after = imports.user("email", "a@x.org");
        assertThat(after)
                .contains(
                        entry("given_name", "Ann"),
                        entry("nickname", "annie"),
                        entry("last_job_id", job.jobId()),
                        entry("email_verified", true));
        assertThat(after.get("updated_at")).isNotEqualTo(before.get("updated_at"));
        for (var key : List.of("given_name", "nickname", "updated_at", "last_job_id")) {
            before.remove(key);
            after.remove(key);
        }
        assertThat(after).isEqualTo(before);
    }

    @Test
    void doesNotRewriteAUserThatStaysTheSame() {
        var connection = imports.connection("auth0");
        var row = "{'email':'a@x.org','given_name':'A','email_verified':true,'app_metadata':{'a':[1,2],'b':null},"
                + "'custom_password_hash':" + MD4 + ",'mfa_factors':[{'phone':{'value':'+1'}}]}";
        imports.into(connection).rows(row);
        var version = "SELECT xmin::text || ctid::text || updated_at || last_job_id FROM users";
        var before = imports.jdbc().sql(version).query(String.class).single();

        var job = imports.into(connection)
                .upsert()
                .rows(row.replace("{'a':[1,2],'b':null}", "{ 'b':null, 'a':[1,2] }"), "{'email':'b@x.org'}");

        assertThat(job.counts()).isEqualTo("1 inserted, 1 updated (1 unchanged), 0 failed");
        assertThat(imports.jdbc()
                        .sql(version + " WHERE email = 'a@x.org'")
                        .query(String.class)
                        .single())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            REPLACE; {'a':1,'o':{'x':1,'y':2}}; {'o':{'x':null}};        {"o": {"x": null}}
            SHALLOW; {'a':1,'o':{'x':1,'y':2}}; {'o':{'x':null}};        {"a": 1, "o": {"x": null}}
            DEEP;    {'a':1,'o':{'x':1,'y':2}}; {'o':{'x':null}};        {"a": 1, "o": {"x": null, "y": 2}}
            DEEP;    {'a':1,'o':{'x':1}};       {'o':[1],'a':{'b':1}};   {"a": {"b": 1}, "o": [1]}
            DEEP;    {'o':{'x':{'y':{'z':1}}}}; {'o':{'x':{'y':{'w':2}}}}; {"o": {"x": {"y": {"w": 2, "z": 1}}}}
            DEEP;    ;                          {'a':{'b':null}};        {"a": {"b": null}}
            SHALLOW; ;                          {'a':null};              {"a": null}
            DEEP;    {'a':1};                   {};                      {"a": 1}
            SHALLOW; {'a':1};                   {};                      {"a": 1}
            REPLACE; {'a':1};                   {};                      {}
            """)
    void mergesMetadataAsAsked(Metadata mode, String old, String given, String expected) {
        var connection = imports.connection("auth0");
        imports.into(connection)
                .rows("{'email':'a@x.org'" + (old == null ? "" : ",'app_metadata':" + old + ",'user_metadata':" + old)
                        + "}");

        imports.into(connection)
                .upsert()
                .metadata(mode)
                .rows("{'email':'a@x.org','app_metadata':" + given + ",'user_metadata':" + given + "}");

        assertThat(text("app_metadata::text")).isEqualTo(expected);
        assertThat(text("user_metadata::text")).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Metadata.class)
    void unsetsWhatIsNull(Metadata mode) {
        var connection = imports.connection("auth0");
        imports.into(connection)
                .rows("{'email':'a@x.org','given_name':'A','name':'N','nickname':'n','email_verified':true,"
                        + "'picture':'https://x.org/1','user_metadata':{'a':1},'app_metadata':{'b':1},"
                        + "'mfa_factors':[{'phone':{'value':'+1'}}]}");

        var job = imports.into(connection)
                .upsert()
                .metadata(mode)
                .rows("{'email':'a@x.org','given_name':null,'name':null,'nickname':null,'email_verified':null,"
                        + "'picture':null,'user_metadata':null,'app_metadata':null,'mfa_factors':null,'blocked':null,"
                        + "'user_id':null,'password_hash':null}");

        assertThat(job.counts()).isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
        assertThat(imports.user("email", "a@x.org"))
                .containsOnlyKeys(
                        "connection_id",
                        "created_at",
                        "email",
                        "email_is_unique",
                        "email_verified",
                        "last_job_id",
                        "updated_at",
                        "user_id")
                .containsEntry("email_verified", false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesNullAsNotGivenForANewUser(boolean upsert) {
        var connection = imports.connection("auth0");

        imports.into(connection)
                .upsert(upsert)
                .rows("{'email':'a@x.org','name':null,'nickname':null,'email_verified':null,'app_metadata':null,"
                        + "'user_id':null,'username':null,'custom_password_hash':null}");

        assertThat(imports.user("email", "a@x.org"))
                .contains(entry("name", "a@x.org"), entry("nickname", "a"), entry("email_verified", false))
                .doesNotContainKeys("app_metadata", "custom_password_hash");
    }

    @Test
    void leavesAloneWhatAnUpsertDoesNotChangeAndSaysSoOnce() {
        var connection = imports.connection("auth0");
        imports.into(connection)
                .rows(
                        "{'email':'a@x.org','user_id':'1','phone_number':'+1','password_hash':'" + NATIVE_HASH + "'}",
                        "{'email':'b@x.org'}",
                        "{'email':'c@x.org','blocked':true}");

        var job = imports.into(connection)
                .upsert()
                .rows(
                        "{'email':'a@x.org','user_id':'9','phone_number':'+9','phone_verified':true,'blocked':true,"
                                + "'password_hash':'" + NATIVE_HASH.replace("Ypo1K", "Ypo1L") + "'}",
                        "{'email':'b@x.org','blocked':true}",
                        "{'email':'c@x.org','blocked':true}",
                        "{'email':'d@x.org','blocked':true}");

        assertThat(job.counts()).isEqualTo("1 inserted, 3 updated (3 unchanged), 0 failed");
        assertThat(job.warnings())
                .containsOnly(
                        entry("NOT_UPSERTABLE user_id", 1L),
                        entry("NOT_UPSERTABLE phone_number", 1L),
                        entry("NOT_UPSERTABLE phone_verified", 1L),
                        entry("NOT_UPSERTABLE password_hash", 1L),
                        entry("NOT_UPSERTABLE blocked", 2L));
        assertThat(imports.user("email", "a@x.org"))
                .contains(entry("user_id", "auth0|1"), entry("phone_number", "+1"), entry("password_hash", NATIVE_HASH))
                .doesNotContainKey("blocked");
        assertThat(imports.user("email", "d@x.org")).containsEntry("blocked", true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void warnsOfANullThatUnsetsNothingAlsoInADryRun(boolean dryRun) {
        var connection = imports.connection("auth0");
        imports.into(connection)
                .rows(
                        "{'email':'a@x.org','blocked':true,'password_hash':'" + NATIVE_HASH + "'}",
                        "{'email':'b@x.org'}");
        var again = imports.into(connection).upsert();

        var job = (dryRun ? again.dryRun() : again)
                .rows(
                        "{'email':'a@x.org','blocked':null,'password_hash':null,'user_id':null}",
                        "{'email':'b@x.org','blocked':null}",
                        "{'email':'c@x.org','blocked':null}");

        assertThat(job.counts()).isEqualTo("1 inserted, 2 updated (2 unchanged), 0 failed");
        assertThat(job.warnings())
                .containsOnly(entry("NOT_UPSERTABLE blocked", 1L), entry("NOT_UPSERTABLE password_hash", 1L));
    }

    @Test
    void changesFurtherAttributesThatTheJobOptsInto() {
        var connection = imports.connection("auth0");
        imports.into(connection)
                .rows("{'email':'a@x.org','phone_number':'+1'}", "{'email':'b@x.org','phone_number':'+2'}");

        var job = imports.into(connection)
                .upsert()
                .upsertFields(UserAttribute.BLOCKED, UserAttribute.PHONE_NUMBER)
                .rows(
                        "{'email':'a@x.org','phone_number':'+9','blocked':true,'phone_verified':true}",
                        "{'email':'b@x.org','phone_number':null,'blocked':false}");

        assertThat(job.counts()).isEqualTo("0 inserted, 2 updated (0 unchanged), 0 failed");
        assertThat(job.warnings()).containsOnly(entry("NOT_UPSERTABLE phone_verified", 1L));
        assertThat(imports.user("email", "a@x.org")).contains(entry("phone_number", "+9"), entry("blocked", true));
        assertThat(imports.user("email", "b@x.org"))
                .containsEntry("blocked", false)
                .doesNotContainKey("phone_number");
    }

    @Test
    void doesNotLetAnUpsertTakeAKeyThatAnotherUserHadWhenTheJobBegan() {
        var connection = imports.connection("auth0");
        imports.into(connection)
                .rows("{'email':'a@x.org','phone_number':'+1'}", "{'email':'b@x.org','phone_number':'+2'}");

        var job = imports.into(connection)
                .upsert()
                .upsertFields(UserAttribute.PHONE_NUMBER)
                .rows("{'email':'a@x.org','phone_number':'+3'}", "{'email':'b@x.org','phone_number':'+1'}");

        assertThat(job.errorCodes()).containsExactly("2 CONFLICT phone_number");
        assertThat(imports.user("email", "a@x.org")).containsEntry("phone_number", "+3");
    }

    @Test
    void unverifiesAnAddressOrNumberThatItChanges() {
        var connection = imports.connection("google-oauth2");
        imports.into(connection)
                .rows(
                        "{'user_id':'1','email':'a@x.org','email_verified':true,'phone_number':'+1','phone_verified':true}",
                        "{'user_id':'2','email':'b@x.org','email_verified':true}",
                        "{'user_id':'3','email':'c@x.org','email_verified':true}");

        imports.into(connection)
                .upsert()
                .upsertFields(UserAttribute.EMAIL, UserAttribute.PHONE_NUMBER)
                .rows(
                        "{'user_id':'1','email':'new@x.org','phone_number':'+2'}",
                        "{'user_id':'2','email':'b@x.org'}",
                        "{'user_id':'3','email':'d@x.org','email_verified':true}");

        assertThat(imports.users(connection))
                .extracting(u -> u.get("email") + " " + u.get("email_verified") + " " + u.get("phone_verified"))
                .containsExactly("new@x.org false false", "b@x.org true null", "d@x.org true null");
    }

    @ParameterizedTest
    @CsvSource({
        "google-oauth2,ON_EACH_LOGIN,false",
        "google-oauth2,ON_FIRST_LOGIN,true",
        "samlp,ON_EACH_LOGIN,false",
        "samlp,NEVER_ON_LOGIN,true",
        "auth0,ON_EACH_LOGIN,true"
    })
    void leavesRootAttributesToAProviderThatSetsThemAtEachLogin(
            String strategy, SetUserRootAttributes when, boolean changes) {
        var connection = imports.connection(strategy, new ConnectionOptions(false, 1, 15, when, List.of()));
        imports.into(connection).rows("{'user_id':'1','email':'a@x.org','name':'Old','given_name':'Old'}");

        var job = imports.into(connection)
                .upsert()
                .rows("{'user_id':'1','email':'a@x.org','name':'New','given_name':'New','nickname':'new',"
                        + "'family_name':'new','picture':'https://x.org/1','user_metadata':{'a':1}}");

        var user = imports.user("email", "a@x.org");
        assertThat(job.counts()).isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
        assertThat(user).contains(entry("name", changes ? "New" : "Old"), entry("given_name", changes ? "New" : "Old"));
        assertThat(user).containsKey("user_metadata");
        assertThat(job.warnings().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        changes
                                ? List.of()
                                : List.of(
                                        "NOT_UPSERTABLE name",
                                        "NOT_UPSERTABLE given_name",
                                        "NOT_UPSERTABLE nickname",
                                        "NOT_UPSERTABLE family_name",
                                        "NOT_UPSERTABLE picture"));
    }

    @ParameterizedTest
    @CsvSource({
        "true,true,",
        "false,true,1 FORBIDDEN_PROPERTY email_verified",
        "null,true,1 FORBIDDEN_PROPERTY email_verified",
        "null,false,",
        "true,false,1 FORBIDDEN_PROPERTY email_verified"
    })
    void letsOnlyTheProviderVerifyTheEmailOfAnEnterpriseUser(String given, boolean stored, String error) {
        var connection = imports.connection("samlp");
        imports.into(connection).rows("{'user_id':'1','email':'a@x.org','email_verified':" + stored + "}");

        var job = imports.into(connection)
                .upsert()
                .rows("{'user_id':'1','email':'a@x.org','email_verified':" + given + "}");

        assertThat(job.errorCodes()).isEqualTo(error == null ? List.of() : List.of(error));
        assertThat(imports.user("email", "a@x.org")).containsEntry("email_verified", stored);
    }

    @Test
    void keepsThePasswordOfAUserWithANativeHash() {
        var connection = imports.connection("auth0");
        imports.into(connection).rows("{'email':'a@x.org','password_hash':'" + NATIVE_HASH + "'}");

        var job = upsertHash("a@x.org", MD4);

        assertThat(job.errorCodes()).containsExactly("1 CONFLICT custom_password_hash");
        assertThat(job.errors().get(0).message()).isEqualTo(HASH_CONFLICT);
        assertThat(imports.user("email", "a@x.org")).doesNotContainKey("custom_password_hash");
    }

    @Test
    void replacesACustomHashUntilItProvedRight() {
        var connection = imports.connection("auth0");
        imports.into(connection).rows("{'email':'a@x.org','custom_password_hash':" + MD4 + "}");

        imports.jdbc().sql("UPDATE users SET last_login = now()").update();
        var before = upsertHash("a@x.org", SHA256);
        imports.jdbc().sql("UPDATE users SET password_is_own = true").update();
        var after = upsertHash("a@x.org", MD4);
        var same = upsertHash("a@x.org", SHA256);
        var unset = upsertHash("a@x.org", "null");

        assertThat(before.counts()).isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
        assertThat(after.errorCodes()).containsExactly("1 CONFLICT custom_password_hash");
        assertThat(same.counts()).isEqualTo("0 inserted, 1 updated (1 unchanged), 0 failed");
        assertThat(unset.errorCodes()).containsExactly("1 CONFLICT custom_password_hash");
        assertThat(text("custom_password_hash ->> 'algorithm'")).isEqualTo("sha256");
    }

    @Test
    void keepsACustomHashOfAPasswordThatWasSetHere() {
        var connection = imports.connection("auth0");
        imports.into(connection).rows("{'email':'a@x.org','custom_password_hash':" + MD4 + "}");
        imports.jdbc().sql("UPDATE users SET password_is_own = true").update();

        var other = upsertHash("a@x.org", SHA256);
        var same = upsertHash("a@x.org", MD4);
        var unset = upsertHash("a@x.org", "null");

        assertThat(other.errorCodes()).containsExactly("1 CONFLICT custom_password_hash");
        assertThat(other.errors().get(0).message()).isEqualTo(HASH_CONFLICT);
        assertThat(same.counts()).isEqualTo("0 inserted, 1 updated (1 unchanged), 0 failed");
        assertThat(unset.errorCodes()).containsExactly("1 CONFLICT custom_password_hash");
        assertThat(text("custom_password_hash ->> 'algorithm'")).isEqualTo("md4");
    }

    @Test
    void doesNotMindANullHashForAUserWithoutCustomHash() {
        var connection = imports.connection("auth0");
        imports.into(connection).rows("{'email':'a@x.org','password_hash':'" + NATIVE_HASH + "'}");

        var job = upsertHash("a@x.org", "null");

        assertThat(job.counts()).isEqualTo("0 inserted, 1 updated (1 unchanged), 0 failed");
    }

    @Test
    void keepsANativeHashFromBecomingASecondOne() {
        var connection = imports.connection("auth0");
        imports.into(connection).rows("{'email':'a@x.org','custom_password_hash':" + MD4 + "}");

        var job = imports.into(connection).upsert().rows("{'email':'a@x.org','password_hash':'" + NATIVE_HASH + "'}");

        assertThat(job.warnings()).containsOnly(entry("NOT_UPSERTABLE password_hash", 1L));
        assertThat(imports.user("email", "a@x.org")).doesNotContainKey("password_hash");
    }

    @Test
    void warnsOncePerPropertyThatOnlyAnExportWrites() {
        var connection = imports.connection("auth0");

        var job = imports.into(connection)
                .rows(
                        "{'email':'a@x.org','created_at':'2020','logins_count':3,'identities':[{}]}",
                        "{'email':'b@x.org','created_at':'2020'}");

        assertThat(job.counts()).isEqualTo("2 inserted, 0 updated (0 unchanged), 0 failed");
        assertThat(job.warnings())
                .containsOnly(
                        entry("IGNORED_PROPERTY created_at", 2L),
                        entry("IGNORED_PROPERTY logins_count", 1L),
                        entry("IGNORED_PROPERTY identities", 1L));
    }

    @Test
    void warnsOfIdsOfAnotherStrategy() {
        var connection = imports.connection("auth0");

        var job = imports.into(connection).rows("{'email':'a@x.org','user_id':'google-oauth2|1'}");

        assertThat(job.warnings()).containsOnly(entry("FOREIGN_USER_ID google-oauth2", 1L));
        assertThat(imports.user("email", "a@x.org")).containsEntry("user_id", "auth0|google-oauth2|1");
    }

    private static dev.usher.jobs.testkit.FinishedImport upsertHash(String email, String hash) {
        var id = imports.user("email", email).get("connection_id");
        var connection = imports.bean(dev.usher.jobs.connection.Connections.class)
                .find(String.valueOf(id))
                .orElseThrow();
        return imports.into(connection).upsert().rows("{'email':'" + email + "','custom_password_hash':" + hash + "}");
    }

    private static String text(String expression) {
        return imports.jdbc()
                .sql("SELECT " + expression + " FROM users")
                .query(String.class)
                .single();
    }
}
