package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.cli.remote.FakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed about users as what a server is asked. */
class UsersCommandTest extends RemoteCommands {

    private static final String USER = "/api/v2/users/auth0%7C1";
    private static final String ANN = """
            {"user_id": "auth0|1", "email": "ann@example.com", "name": "Ann\\u001b[31m", "app_metadata": {"rate": 1.50},
             "identities": [{"connection": "acme", "provider": "auth0", "user_id": "1", "isSocial": false}],
             "updated_at": "2026-01-31T12:00:00.000Z"}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "--email a@b.co                              ~ {'connection':'acme','email':'a@b.co'}",
                "--email=a@b.co --email-verified             ~ {'connection':'acme','email':'a@b.co','email_verified':true}",
                "--no-email-verified --no-blocked            ~ {'connection':'acme','email_verified':false,'blocked':false}",
                "--phone-number +12025550101 --phone-verified ~ {'connection':'acme','phone_number':'+12025550101','phone_verified':true}",
                "--username ann --nickname A --picture http://p ~ {'connection':'acme','username':'ann','nickname':'A','picture':'http://p'}",
                "--given-name A --family-name B --name AB     ~ {'connection':'acme','given_name':'A','family_name':'B','name':'AB'}",
                "--user-id auth0|7 --blocked                 ~ {'connection':'acme','blocked':true,'user_id':'auth0|7'}",
                "--app-metadata {'rate':1.50}                ~ {'connection':'acme','app_metadata':{'rate':1.50}}",
                "--user-metadata @FOLDER/m.json              ~ {'connection':'acme','user_metadata':{'big':12345678901234567890.10}}",
                "--from FOLDER/user.json --name New          ~ {'email':'file@b.co','name':'New','password':' in file ','connection':'acme'}",
                "--password-file FOLDER/password             ~ {'connection':'acme','password':' blanks count '}",
            })
    void createsWhatIsTyped(String options, String body) throws IOException {
        server.on("POST /api/v2/users", FakeServer.json(201, ANN));
        Files.writeString(folder.resolve("m.json"), "{\"big\": 12345678901234567890.10}");
        Files.writeString(
                folder.resolve("user.json"),
                "{\"email\": \"file@b.co\", \"name\": \"Old\", \"password\": \" in file \"}");
        Files.writeString(folder.resolve("password"), " blanks count \nnot this\n");

        var typed = type(words("users create --connection acme " + options));

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(server.asked("POST /api/v2/users").get(0).body()).isEqualTo(quoted(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "--name New                       ~ {'name':'New'}",
                "--unset given_name,phone_number  ~ {'given_name':null,'phone_number':null}",
                "--unset app_metadata             ~ {'app_metadata':{}}",
                "--app-metadata {'plan':null}     ~ {'app_metadata':{'plan':null}}",
                "--connection acme --email a@b.co ~ {'connection':'acme','email':'a@b.co'}",
            })
    void changesWhatIsTyped(String options, String body) {
        server.on("PATCH " + USER, FakeServer.json(200, ANN));

        var typed = type(words("users update auth0|1 " + options));

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(server.asked("PATCH " + USER).get(0).body()).isEqualTo(quoted(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "get auth0                                    ~ stands in single quotes",
                "get auth0|1 --fields password_hash           ~ --fields does not take 'password_hash'. It takes app_metadata,",
                "find name:/x/                                ~ QUERY: ",
                "find --sort name                             ~ --sort: Sort by one attribute",
                "find --limit 0                               ~ --limit takes 1 to 1000.",
                "find --limit 1001                            ~ 'usher export FILE --q QUERY' gives all users",
                "create --email a@b.co                        ~ --connection NAME is missing",
                "create -c acme --from nowhere.json           ~ There is no file",
                "create -c acme --app-metadata [1]            ~ --app-metadata takes a JSON object",
                "create -c acme --app-metadata {'a':1,}       ~ --app-metadata is no JSON: look at line 1, column 8.",
                "create -c acme --app-metadata {'a':1,'a':2}  ~ A key may stand in it once.",
                "create -c acme --app-metadata @nowhere.json  ~ There is no file",
                "create -c acme --password-file nowhere       ~ --password-file: nowhere can't be read.",
                "create -c acme --password-file -             ~ --password-file: - is empty.",
                "create -c acme --ask-password                ~ there is no terminal to ask on. Use --password-file.",
                "create -c acme --ask-password --password-file - ~ Choose one of --password-file and --ask-password.",
                "create -c acme --from - --password-file -    ~ Standard input can't be both",
                "create -c acme --unset name                  ~ Unknown option",
                "create -c acme --password secret             ~ Unknown option",
                "update auth0|1                               ~ Say what is to change",
                "update auth0 --name New                      ~ ID is not the id of a user",
                "update auth0|1 --unset blocked               ~ --unset does not take 'blocked'. It takes email,",
                "update auth0|1 --unset name --name New       ~ --unset name contradicts the value",
                "update auth0|1 --user-id auth0|2             ~ Unknown option",
                "delete auth0 --yes                           ~ ID is not the id of a user",
                "delete auth0|1                               ~ add --yes if you are sure",
                "link auth0|1 --identity sms                  ~ --identity",
                "link auth0|1                                 ~ Missing required option",
            })
    void refusesWithoutAServer(String command, String message) {
        var typed = Typed.offline(words("users " + command));

        assertThat(typed.exitCode()).as(typed.err()).isEqualTo(2);
        assertThat(typed.err()).contains(message);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void takesAPasswordFromStandardInputAndRepeatsItNowhere() {
        server.on(
                "POST /api/v2/users",
                FakeServer.json(400, "{\"message\": \"PasswordStrengthError: Password is too weak\"}"));

        var typed = Typed.type(
                "s3cret w0rd\n",
                environment(),
                NO_ENGINE,
                "users",
                "create",
                "-c",
                "acme",
                "--password-file",
                "-",
                "--verbose",
                "--json");

        assertThat(server.asked("POST /api/v2/users").get(0).body()).contains("\"password\":\"s3cret w0rd\"");
        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.out() + typed.err()).contains("too weak").doesNotContain("s3cret");
    }

    @Test
    void showsAUserWithoutWhatATerminalWouldObey() {
        server.on("GET " + USER, FakeServer.json(200, ANN));

        assertThat(type("users", "get", "auth0|1").out()).isEqualTo("""
                user_id       auth0|1
                email         ann@example.com
                name          Ann?[31m
                app_metadata  {"rate":1.50}
                identities    [{"connection":"acme","provider":"auth0","user_id":"1","isSocial":false}]
                updated_at    2026-01-31T12:00:00.000Z
                """);
        assertThat(type("users", "get", "auth0|1", "--fields", "app_metadata,phone_number,email", "--json")
                        .out())
                .isEqualTo("{\"app_metadata\":{\"rate\":1.50},\"email\":\"ann@example.com\"}\n");
    }

    @Test
    void listsAllWhoHaveAnAddress() {
        server.on(
                "GET /api/v2/users-by-email?email=ann%40example.com",
                FakeServer.json(200, "[" + ANN + "," + ANN + "]"));

        var typed = type("users", "get", "ann@example.com");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualTo("""
                user_id  email            name      connection  changed
                auth0|1  ann@example.com  Ann?[31m  acme        2026-01-31 12:00:00Z
                auth0|1  ann@example.com  Ann?[31m  acme        2026-01-31 12:00:00Z
                """);
        assertThat(typed.err()).contains("2 users have this e-mail address.");
        assertThat(type("users", "get", "ann@example.com", "--fields=user_id", "--json")
                        .out())
                .isEqualTo("[{\"user_id\":\"auth0|1\"},{\"user_id\":\"auth0|1\"}]\n");
    }

    @Test
    void asksForPagesUntilThereAreEnough() {
        var query = "&q=name%3Aa*&connection=acme&sort=name%3A1&fields=";
        var fields = UserDocument.LISTED.stream().map(c -> c.columnName()).collect(Collectors.joining("%2C"));
        for (int page = 0; page < 2; page++) {
            server.on("GET /api/v2/users?per_page=100&page=" + page + query + fields, FakeServer.json(200, users(100)));
        }

        var typed = type("users", "find", "name:a*", "-c", "acme", "--sort", "name:1", "--limit", "150");

        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out().lines()).hasSize(151);
        assertThat(typed.err()).contains("There may be more", "'usher export FILE --q QUERY' gives all");
    }

    @Test
    void saysNothingOfMoreIfAllAreShown() {
        server.on("GET /api/v2/users?per_page=4&page=0", FakeServer.json(200, users(3)));

        var typed = type("users", "find", "--limit", "3", "--json");

        assertThat(typed.out()).startsWith("[{\"user_id\"");
        assertThat(typed.err()).isEmpty();
    }

    @Test
    void asksForNoMoreThanAServerShows() {
        for (int page = 0; page < 10; page++) {
            server.on("GET /api/v2/users?per_page=100&page=" + page, FakeServer.json(200, users(100)));
        }

        assertThat(type("users", "find", "--limit", "1000", "--json").err()).contains("There may be more");
        assertThat(server.asked()).hasSize(10);
    }

    @Test
    void countsUsers() {
        server.on("GET /api/v2/users?per_page=0&include_totals=true", FakeServer.json(200, "{\"total\": 12345}"));

        assertThat(type("users", "find", "--count", "--json").out()).isEqualTo("{\"total\":12345}\n");
    }

    @Test
    void doesNotTakeAMistypedConnectionForAnEmptyOne() {
        var none = FakeServer.json(200, "[]");
        server.on("GET /api/v2/users?per_page=51&page=0&connection=acne", none);
        server.on("GET /api/v2/connections?name=acne", none);
        server.on("GET /api/v2/connections?per_page=100&page=0", FakeServer.json(200, connections("acme")));
        String[] command = {"users", "find", "-c", "acne", "--json"};

        assertThat(type(command).exitCode()).isEqualTo(2);

        server.on("GET /api/v2/connections?name=acne", FakeServer.json(403, "{}"));
        assertThat(type(command)).isEqualTo(new Typed(0, "[]\n", "There are no such users.\n"));
    }

    @Test
    void deletesAlsoForWhoMayNotLook() {
        server.on("GET " + USER, FakeServer.json(403, "{\"message\": \"Insufficient scope\"}"));
        server.on("DELETE " + USER, FakeServer.json(204, ""));

        assertThat(type("users", "delete", "auth0|1", "--yes")).isEqualTo(new Typed(0, "", "Deleted.\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get auth0|1",
                "find",
                "find --count",
                "create -c acme --email a@b.co",
                "update auth0|1 --name A",
                "delete auth0|1 --yes",
                "link auth0|1 --identity sms 2",
                "unlink auth0|1 --identity sms 2"
            })
    void endsWithFourIfTheServerDoesNotAllowIt(String command) {
        var forbidden =
                FakeServer.json(403, "{\"message\": \"Insufficient scope\", \"errorCode\": \"insufficient_scope\"}");
        for (var line : List.of(
                "GET " + USER,
                "PATCH " + USER,
                "DELETE " + USER,
                "POST /api/v2/users",
                "POST " + USER + "/identities",
                "DELETE " + USER + "/identities/sms/2",
                "GET /api/v2/users?per_page=0&include_totals=true")) {
            server.on(line, forbidden);
        }
        var fields = UserDocument.LISTED.stream().map(c -> c.columnName()).collect(Collectors.joining("%2C"));
        server.on("GET /api/v2/users?per_page=51&page=0&fields=" + fields, forbidden);

        var typed = type(words("users " + command));

        assertThat(typed.exitCode()).as(typed.err()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "404 ~ inexistent_user ~ 2",
                "404 ~ inexistent_identity ~ 2",
                "400 ~ inexistent_connection ~ 2",
                "400 ~ invalid_body ~ 2",
                "409 ~ auth0_idp_error ~ 1",
                "400 ~ auth0_idp_error ~ 1",
                "503 ~ anything ~ 1",
            })
    void endsAsItDoesOnTheDatabase(int status, String code, int exitCode) {
        server.on("PATCH " + USER, FakeServer.json(status, "{\"message\": \"No.\", \"errorCode\": \"" + code + "\"}"));

        assertThat(type("users", "update", "auth0|1", "--name", "A").exitCode()).isEqualTo(exitCode);
    }

    private static String users(int number) {
        return IntStream.range(0, number).mapToObj(i -> ANN).collect(Collectors.joining(",", "[", "]"));
    }

    private String[] words(String command) {
        return new ArrayList<>(Arrays.asList(command.split(" +")))
                .stream()
                        .map(word -> quoted(word).replace("FOLDER", folder.toString()))
                        .toArray(String[]::new);
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
