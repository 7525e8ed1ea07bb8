package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.usher.jobs.connection.Connection;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.testkit.ImportJobHarness;
import dev.usher.jobs.user.UserAttribute;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a row is: match keys, ids, duplicates, conflicts, and what a new user looks like. */
class UserImportJobIT {

    @RegisterExtension
    static final ImportJobHarness imports = new ImportJobHarness();

    private static final ConnectionOptions WITH_USERNAME =
            new ConnectionOptions(true, 1, 15, SetUserRootAttributes.ON_EACH_LOGIN, List.of());

    @Test
    void fillsInWhatARowOfADatabaseConnectionLeavesOut() {
        var connection = imports.connection("auth0");

        var job = imports.into(connection).rows("{'email':'Ann.Lee@X.org'}");

        assertThat(job.counts()).isEqualTo("1 inserted, 0 updated (0 unchanged), 0 failed");
        var user = imports.users(connection).get(0);
        assertThat(user)
                .containsOnlyKeys(
                        "connection_id",
                        "created_at",
                        "email",
                        "email_is_unique",
                        "email_verified",
                        "last_job_id",
                        "name",
                        "nickname",
                        "updated_at",
                        "user_id")
                .contains(
                        entry("email", "ann.lee@x.org"),
                        entry("email_verified", false),
                        entry("name", "ann.lee@x.org"),
                        entry("nickname", "ann.lee"),
                        entry("last_job_id", job.jobId()));
        assertThat(user.get("user_id")).asString().matches("auth0\\|[0-9a-f]{24}");
        assertThat(user.get("created_at")).isEqualTo(user.get("updated_at"));
    }

    @Test
    void givesIdsThatGrowWithTime() throws InterruptedException {
        var connection = imports.connection("auth0");

        imports.into(connection).rows("{'email':'z@x.org'}");
        Thread.sleep(1_001);
        imports.into(connection).rows("{'email':'a@x.org'}");

        assertThat(imports.users(connection)).extracting(u -> u.get("email")).containsExactly("z@x.org", "a@x.org");
    }

    @Test
    void keepsEveryGivenValue() {
        var connection = imports.connection("auth0", WITH_USERNAME);

        imports.into(connection)
                .rows("{'email':'a@x.org','username':'ann','phone_number':'+491','phone_verified':true,"
                        + "'email_verified':true,'given_name':'A','family_name':'L','name':'A L','nickname':'al',"
                        + "'picture':'https://x.org/a.png','blocked':true,'user_id':'1',"
                        + "'app_metadata':{'plan':null,'n':1.10},'user_metadata':{'a':[1,{}]},"
                        + "'mfa_factors':[{'email':{'value':'b@x.org'}}]}");

        assertThat(imports.user("user_id", "auth0|1"))
                .contains(
                        entry("username", "ann"),
                        entry("phone_number", "+491"),
                        entry("phone_verified", true),
                        entry("email_verified", true),
                        entry("given_name", "A"),
                        entry("family_name", "L"),
                        entry("name", "A L"),
                        entry("nickname", "al"),
                        entry("picture", "https://x.org/a.png"),
                        entry("blocked", true));
        assertThat(imports.jdbc()
                        .sql("SELECT app_metadata::text || user_metadata::text || mfa_factors::text FROM users")
                        .query(String.class)
                        .single())
                .isEqualTo("{\"n\": 1.10, \"plan\": null}{\"a\": [1, {}]}[{\"email\": {\"value\": \"b@x.org\"}}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            auth0;         'email':'ann@x.org';     auth0\\|[0-9a-f]{24}
            email;         'email':'ann@x.org';     email\\|[0-9a-f]{24}
            sms;           'phone_number':'+4915';  sms\\|[0-9a-f]{24}
            google-oauth2; 'user_id':'108';         google-oauth2\\|108
            samlp;         'user_id':'ann';         samlp\\|samlp-\\d+\\|ann
            """)
    void matchesUsersByTheKeyOfTheStrategy(String strategy, String key, String userId) {
        var connection = imports.connection(strategy);
        var first = imports.into(connection).rows("{" + key + "}");

        var again = imports.into(connection).rows("{" + key + "}");
        var same = imports.into(connection).upsert().rows("{" + key + "}");
        var changed = imports.into(connection).upsert().rows("{" + key + ",'user_metadata':{'a':1}}");

        assertThat(first.counts()).isEqualTo("1 inserted, 0 updated (0 unchanged), 0 failed");
        assertThat(again.counts()).isEqualTo("0 inserted, 0 updated (0 unchanged), 1 failed");
        assertThat(again.errorPlaces())
                .containsExactly(
                        "1:1 DUPLICATED_USER " + connection.rules().matchKey().attributeName());
        assertThat(again.errors().get(0).message()).isEqualTo("The user already exist and upsert parameter is false");
        assertThat(same.counts()).isEqualTo("0 inserted, 1 updated (1 unchanged), 0 failed");
        assertThat(changed.counts()).isEqualTo("0 inserted, 1 updated (0 unchanged), 0 failed");
        assertThat(imports.users(connection)).hasSize(1);
        assertThat(imports.users(connection).get(0).get("user_id")).asString().matches(userId);
        assertThat(imports.users(connection).get(0).get("last_job_id")).isEqualTo(changed.jobId());
    }

    @ParameterizedTest
    @CsvSource({"auth0,auth0|7,auth0|7", "auth0,google-oauth2|7,auth0|google-oauth2|7", "sms,sms|7,sms|7"})
    void takesAnIdThatAlreadyCarriesThePrefixAsItIs(String strategy, String given, String stored) {
        var connection = imports.connection(strategy);

        imports.into(connection).rows("{'email':'a@x.org','phone_number':'+1','user_id':'" + given + "'}");

        assertThat(imports.users(connection).get(0)).containsEntry("user_id", stored);
    }

    @Test
    void putsTheConnectionsNameIntoTheIdsOfAnEnterprise() {
        var connection = imports.connection("waad");
        var prefix = "waad|" + connection.name() + "|";

        imports.into(connection).rows("{'user_id':'ann'}", "{'user_id':'" + prefix + "bob'}");

        assertThat(imports.users(connection))
                .extracting(u -> u.get("user_id"))
                .containsExactly(prefix + "ann", prefix + "bob");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            email;               auth0;         {'email':'a@x.org'};                    {'email':'a@x.org'};                    email
            email in other case; auth0;         {'email':'a@x.org'};                    {'email':'A@X.ORG'};                    email
            passwordless e-mail; email;         {'email':'a@x.org'};                    {'email':'A@x.org'};                    email
            user_id;             auth0;         {'email':'a@x.org','user_id':'1'};      {'email':'b@x.org','user_id':'1'};      user_id
            prefixed user_id;    auth0;         {'email':'a@x.org','user_id':'1'};      {'email':'b@x.org','user_id':'auth0|1'}; user_id
            phone;               auth0;         {'email':'a@x.org','phone_number':'+1'};{'email':'b@x.org','phone_number':'+1'}; phone_number
            phone of sms;        sms;           {'phone_number':'+1'};                  {'phone_number':'+1'};                  phone_number
            email of sms;        sms;           {'phone_number':'+1','email':'a@x.org'};{'phone_number':'+2','email':'a@x.org'}; email
            email of sms, case;  sms;           {'phone_number':'+1','email':'a@x.org'};{'phone_number':'+2','email':'A@x.org'}; email
            social user_id;      google-oauth2; {'user_id':'1'};                        {'user_id':'1'};                        user_id
            enterprise user_id;  samlp;         {'user_id':'1'};                        {'user_id':'1'};                        user_id
            """)
    void rejectsTheSecondOfTwoRowsThatShareAKey(String name, String strategy, String row, String twin, String path) {
        for (boolean upsert : new boolean[] {false, true}) {
            var connection = imports.connection(strategy);

            var job = imports.into(connection).upsert(upsert).rows(row, twin);

            assertThat(job.counts()).isEqualTo("1 inserted, 0 updated (0 unchanged), 1 failed");
            assertThat(job.errorPlaces()).containsExactly("2:1 DUPLICATED_USER " + path);
            assertThat(job.errors().get(0).message()).isEqualTo("A user with this " + path + " was already provided.");
            imports.reset();
        }
    }

    @Test
    void comparesUsernamesWithoutCase() {
        var connection = imports.connection("auth0", WITH_USERNAME);

        var job = imports.into(connection)
                .rows("{'email':'a@x.org','username':'Ann'}", "{'email':'b@x.org','username':'aNN'}");

        assertThat(job.errorPlaces()).containsExactly("2:1 DUPLICATED_USER username");
        assertThat(imports.users(connection).get(0)).containsEntry("username", "ann");
    }

    @ParameterizedTest
    @CsvSource({"google-oauth2", "samlp"})
    void letsAnEmailRepeatWhereAProviderKnowsTheUsers(String strategy) {
        var connection = imports.connection(strategy);

        var job =
                imports.into(connection).rows("{'user_id':'1','email':'a@x.org'}", "{'user_id':'2','email':'a@x.org'}");

        assertThat(job.counts()).isEqualTo("2 inserted, 0 updated (0 unchanged), 0 failed");
    }

    @Test
    void letsTheFirstOfTwoRowsWinEvenIfItIsRejectedLater() {
        var connection = imports.connection("auth0");
        imports.into(connection).rows("{'email':'owner@x.org','user_id':'taken'}");

        var job = imports.into(connection)
                .upsert()
                .rows("{'email':'ann@x.org','user_id':'taken'}", "{'email':'ann@x.org'}");

        assertThat(job.errorCodes()).containsExactly("1 CONFLICT user_id", "2 DUPLICATED_USER email");
        assertThat(imports.users(connection)).hasSize(1);
    }

    @Test
    void doesNotCountARowThatValidationRejectedAsTheFirst() {
        var connection = imports.connection("auth0");

        var job = imports.into(connection).rows("{'email':'ann@x.org','blocked':1}", "{'email':'ann@x.org'}");

        assertThat(job.errorCodes()).containsExactly("1 INVALID_TYPE blocked");
        assertThat(imports.users(connection)).hasSize(1);
    }

    @Test
    void namesEveryKeyThatARowSharesWithEarlierRows() {
        var connection = imports.connection("auth0");

        var job = imports.into(connection)
                .rows(
                        "{'email':'a@x.org','user_id':'1'}",
                        "{'email':'b@x.org','phone_number':'+1'}",
                        "{'email':'a@x.org','user_id':'1','phone_number':'+1'}");

        assertThat(job.errorCodes())
                .containsExactly(
                        "3 DUPLICATED_USER email", "3 DUPLICATED_USER user_id", "3 DUPLICATED_USER phone_number");
        assertThat(job.counts()).isEqualTo("2 inserted, 0 updated (0 unchanged), 1 failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            {'email':'b@x.org','user_id':'1'};                         user_id
            {'email':'b@x.org','username':'ANN'};                      username
            {'email':'b@x.org','phone_number':'+1','username':'bob'};  phone_number
            {'email':'A@x.org','username':'bob'};                      email
            {'email':'b@x.org','username':'ann','user_id':'1'};        user_id
            """)
    void rejectsARowThatMeetsAUserByAnyKeyUnlessItUpserts(String row, String key) {
        var connection = imports.connection("auth0", WITH_USERNAME);
        imports.into(connection).rows("{'email':'a@x.org','user_id':'1','username':'ann','phone_number':'+1'}");

        var complete = row.contains("username") ? row : row.replace("}", ",'username':'bob'}");
        var job = imports.into(connection).rows(complete, "{'email':'new@x.org','username':'new'}");

        assertThat(job.errorPlaces()).containsExactly("1:1 DUPLICATED_USER " + key);
        assertThat(job.counts()).isEqualTo("1 inserted, 0 updated (0 unchanged), 1 failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            a new user takes an id;       {'email':'c@x.org','user_id':'1','username':'c'};   CONFLICT user_id
            a new user takes a username;  {'email':'c@x.org','username':'ann'};               CONFLICT_USERNAME username
            a new user takes a number;    {'email':'c@x.org','username':'c','phone_number':'+1'}; CONFLICT phone_number
            a user takes another's id;    {'email':'b@x.org','user_id':'1','username':'bob'}; CONFLICT user_id
            a user takes a name;          {'email':'b@x.org','username':'ann'};               CONFLICT_USERNAME username
            a user takes a number;        {'email':'b@x.org','username':'bob','phone_number':'+1'}; CONFLICT phone_number
            """)
    void rejectsAnUpsertThatTakesTheKeyOfAnotherUser(String why, String row, String error) {
        var connection = imports.connection("auth0", WITH_USERNAME);
        imports.into(connection)
                .rows(
                        "{'email':'a@x.org','user_id':'1','username':'ann','phone_number':'+1'}",
                        "{'email':'b@x.org','user_id':'2','username':'bob','phone_number':'+2'}");

        var job = imports.into(connection).upsert().rows(row);

        assertThat(job.errorCodes()).containsExactly("1 " + error);
        assertThat(job.counts()).isEqualTo("0 inserted, 0 updated (0 unchanged), 1 failed");
    }

    @Test
    void rejectsAnUpsertOfAPhoneNumberWithTheEmailOfAnotherUser() {
        var connection = imports.connection("sms");
        imports.into(connection).rows("{'phone_number':'+1','email':'a@x.org'}");

        var job = imports.into(connection).upsert().rows("{'phone_number':'+2','email':'a@x.org'}");

        assertThat(job.errorCodes()).containsExactly("1 CONFLICT_EMAIL email");
    }

    @Test
    void givesNoDefaultToWhatNoRowMaySay() {
        var connection = imports.connection("sms");
        imports.into(connection).rows("{'phone_number':'+1','email':'a@x.org'}");

        assertThat(imports.user("email", "a@x.org")).doesNotContainKey("email_verified");

        imports.into(connection)
                .upsert()
                .upsertFields(UserAttribute.EMAIL)
                .rows("{'phone_number':'+1','email':'b@x.org'}");

        assertThat(imports.user("email", "b@x.org")).doesNotContainKey("email_verified");
    }

    @Test
    void keepsUserIdsUniqueOverAllConnections() {
        Connection one = imports.connection("auth0");
        Connection other = imports.connection("auth0");
        Connection social = imports.connection("google-oauth2");
        Connection twin = imports.connection("google-oauth2");
        imports.into(one).rows("{'email':'a@x.org','user_id':'1','phone_number':'+1'}");
        imports.into(social).rows("{'user_id':'1'}");

        var plain = imports.into(other).rows("{'email':'b@x.org','user_id':'1'}");
        var upsert = imports.into(other).upsert().rows("{'email':'b@x.org','user_id':'1'}");
        var plainSocial = imports.into(twin).rows("{'user_id':'1'}");
        var upsertSocial = imports.into(twin).upsert().rows("{'user_id':'1'}");
        var ownKeys = imports.into(other).rows("{'email':'a@x.org','phone_number':'+1'}");

        assertThat(plain.errorCodes()).containsExactly("1 DUPLICATED_USER user_id");
        assertThat(upsert.errorCodes()).containsExactly("1 CONFLICT user_id");
        assertThat(plainSocial.errorCodes()).containsExactly("1 DUPLICATED_USER user_id");
        assertThat(upsertSocial.errorCodes()).containsExactly("1 CONFLICT user_id");
        assertThat(ownKeys.counts()).isEqualTo("1 inserted, 0 updated (0 unchanged), 0 failed");
    }
}
