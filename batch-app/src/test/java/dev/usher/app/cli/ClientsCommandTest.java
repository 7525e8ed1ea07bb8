package dev.usher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.security.client.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsCommandTest {

    private final FakeEngine engine = new FakeEngine();

    @Test
    void printsTheSecretOnce() {
        var typed = Typed.on(engine, "clients", "create", "sync", "--scope", "read:users create:users");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).isEqualTo("client_id=client1\nclient_secret=secret1\n");
        assertThat(typed.err()).contains("Keep the secret");
        assertThat(engine.clients.find("client1").orElseThrow().scopes())
                .isEqualTo(EnumSet.of(Scope.READ_USERS, Scope.CREATE_USERS));
        assertThat(Typed.on(engine, "clients", "list").out()).isEqualTo("""
                id       name  created               rotated  scopes
                client1  sync  1970-01-01 00:00:00Z  -        read:users create:users
                """);
    }

    @Test
    void printsADocumentForPrograms() {
        var created = Typed.on(engine, "clients", "create", "sync", "--all-scopes", "--json");
        Typed.on(engine, "clients", "create", "reader", "--scope=read:users");
        var rotated = Typed.on(engine, "clients", "rotate", "client2", "--json");

        assertThat(created.out()).isEqualTo("{\"client_id\":\"client1\",\"client_secret\":\"secret1\"}\n");
        assertThat(rotated.out()).isEqualTo("{\"client_id\":\"client2\",\"client_secret\":\"secret3\"}\n");
        assertThat(Typed.on(engine, "clients", "list", "--json").out())
                .endsWith(",{\"client_id\":\"client2\",\"name\":\"reader\",\"scopes\":[\"read:users\"],"
                        + "\"created_at\":\"1970-01-01T00:00:00Z\",\"rotated_at\":\"1970-01-01T00:01:00Z\"}]\n");
    }

    @Test
    void takesScopesOneByOne() {
        Typed.on(engine, "clients", "create", "sync", "--scope", "read:users", "--scope", "read:jobs,update:jobs");

        assertThat(engine.clients.list().get(0).scopes())
                .isEqualTo(EnumSet.of(Scope.READ_USERS, Scope.READ_JOBS, Scope.UPDATE_JOBS));
    }

    @Test
    void callsAllScopesAll() {
        Typed.on(engine, "clients", "create", "admin", "--all-scopes");

        assertThat(engine.clients.list().get(0).scopes()).isEqualTo(Scope.all());
        assertThat(Typed.on(engine, "clients", "list").out()).endsWith("  all\n");
    }

    @Test
    void listsTheScopesIfThereIsNoSuch() {
        var typed = Typed.offline("clients", "create", "sync", "--scope", "read:users read:planes");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err())
                .contains("There is no scope 'read:planes'. The scopes are:")
                .contains("  read:users                  Read users, ")
                .contains("  delete:connections ");
    }

    @Test
    void wantsToKnowWhatAClientMayDo() {
        var none = Typed.offline("clients", "create", "sync");
        var both = Typed.offline("clients", "create", "sync", "--all-scopes", "--scope=read:users");

        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("with --scope or --all-scopes").contains("read:users");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("exclude each other");
    }

    @Test
    void wantsAName() {
        assertThat(Typed.offline("clients", "create", " ", "--all-scopes").exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotate", "delete"})
    void saysWhereTheIdsAre(String command) {
        var typed = Typed.on(engine, "clients", command, "nobody");

        assertThat(typed.exitCode()).isEqualTo(2);
        assertThat(typed.err()).contains("There is no client 'nobody'. 'usher clients list' shows all");
    }

    @Test
    void deletesOnlyIfSomebodyIsSure() {
        Typed.on(engine, "clients", "create", "sync", "--all-scopes");

        var unsure = Typed.on(engine, "clients", "delete", "client1");
        assertThat(unsure.exitCode()).isEqualTo(2);
        assertThat(engine.clients.list()).hasSize(1);

        var sure = Typed.on(engine, "clients", "delete", "client1", "--yes");
        assertThat(sure.exitCode()).isZero();
        assertThat(engine.clients.list()).isEmpty();
    }

    @Test
    void printsNoTerminalCodesOfNames() {
        Typed.on(engine, "clients", "create", "a\u001B[31mb", "--all-scopes");

        assertThat(Typed.on(engine, "clients", "list").out())
                .contains("a?[31mb")
                .doesNotContain("\u001B");
    }

    @Test
    void doesNotRepeatASecretInItsRemarks() {
        var typed = Typed.on(engine, "clients", "create", "sync", "--all-scopes");

        assertThat(List.of(typed.err())).noneMatch(text -> text.contains("secret1"));
    }

    @Test
    void rotatesKeys() {
        var typed = Typed.on(engine, "keys", "rotate");

        assertThat(typed.exitCode()).isZero();
        assertThat(typed.err()).contains("Tokens are signed with key2 now.");
        assertThat(Typed.on(engine, "keys", "list").out()).isEqualTo("""
                id    created               retired
                key2  1970-01-01 00:00:00Z  -
                key1  1970-01-01 00:00:00Z  1970-01-01 00:01:00Z
                """);
        assertThat(Typed.on(engine, "keys", "list", "--json").out())
                .isEqualTo("[{\"kid\":\"key2\",\"created_at\":\"1970-01-01T00:00:00Z\"},"
                        + "{\"kid\":\"key1\",\"created_at\":\"1970-01-01T00:00:00Z\","
                        + "\"retired_at\":\"1970-01-01T00:01:00Z\"}]\n");
    }

    @Test
    void revokesTokensOnlyIfSomebodyIsSure() {
        var unsure = Typed.type("", Map.of(), () -> engine, "keys", "rotate", "--revoke");
        assertThat(unsure.exitCode()).isEqualTo(2);

        Typed.on(engine, "keys", "rotate", "--revoke", "--yes");
        assertThat(engine.keys.list())
                .singleElement()
                .satisfies(key -> assertThat(key.kid()).isEqualTo("key2"));
    }
}
