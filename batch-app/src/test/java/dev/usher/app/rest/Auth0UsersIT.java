package dev.usher.app.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.client.auth.AuthAPI;
import com.auth0.client.mgmt.ManagementAPI;
import com.auth0.client.mgmt.filter.FieldsFilter;
import com.auth0.client.mgmt.filter.UserFilter;
import com.auth0.exception.APIException;
import com.auth0.exception.Auth0Exception;
import com.auth0.json.mgmt.users.Identity;
import com.auth0.json.mgmt.users.User;
import com.auth0.net.client.DefaultHttpClient;
import dev.usher.app.ServerHarness;
import dev.usher.app.security.client.Clients;
import dev.usher.app.security.client.Scope;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.Strategy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The users of Auth0's own client for Java, unchanged, against a server of ours. */
class Auth0UsersIT {

    private static final String DATABASE = "Username-Password-Authentication";

    @RegisterExtension
    static final ServerHarness server = new ServerHarness("usher.login.enabled=true");

    private final ManagementAPI api = ManagementAPI.newBuilder(server.uri("").toString(), server.tokenWithAllScopes())
            .withHttpClient(DefaultHttpClient.newBuilder().withMaxRetries(0).build())
            .build();

    @BeforeAll
    static void createConnections() {
        server.bean(Connections.class).create("mail", Strategy.of("email"), ConnectionOptions.DEFAULTS);
    }

    @AfterEach
    void deleteUsers() {
        server.jdbc().sql("TRUNCATE users").update();
    }

    @Test
    void createsReadsChangesAndDeletesAUser() throws Auth0Exception {
        var user = databaseUser("Ann@Example.com");
        user.setGivenName("Ann");
        user.setUserMetadata(Map.of("plan", "gold", "seats", 3));
        user.setVerifyEmail(false);

        var created = api.users().create(user).execute().getBody();

        assertThat(created.getId()).startsWith("auth0|");
        assertThat(created.getEmail()).isEqualTo("ann@example.com");
        assertThat(created.getIdentities()).singleElement().satisfies(identity -> {
            assertThat(identity.getConnection()).isEqualTo(DATABASE);
            assertThat(identity.getProvider()).isEqualTo("auth0");
            assertThat("auth0|" + identity.getUserId()).isEqualTo(created.getId());
            assertThat(identity.isSocial()).isFalse();
        });
        var change = new User();
        change.setUserMetadata(Map.of("seats", 4));
        change.setBlocked(true);
        change.setPicture("https://example.com/a.png");

        api.users().update(created.getId(), change).execute();

        var read = api.users().get(created.getId(), null).execute().getBody();
        assertThat(read.getUserMetadata()).isEqualTo(Map.of("plan", "gold", "seats", 4));
        assertThat(read.isBlocked()).isTrue();
        assertThat(read.getPicture()).isEqualTo("https://example.com/a.png");
        assertThat(read.getUpdatedAt()).isAfterOrEqualTo(read.getCreatedAt());
        assertThat(read.getLastLogin()).isNull();
        var part = api.users()
                .get(created.getId(), new UserFilter().withFields("email,blocked", true))
                .execute()
                .getBody();
        assertThat(part.getId()).isNull();
        assertThat(part.isBlocked()).isTrue();
        api.users().delete(created.getId()).execute();
        assertThatThrownBy(() -> api.users().get(created.getId(), null).execute())
                .isInstanceOfSatisfying(APIException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(404);
                    assertThat(e.getError()).isEqualTo("inexistent_user");
                });
    }

    @Test
    void setsAPassword() throws Auth0Exception {
        var created =
                api.users().create(databaseUser("ann@example.com")).execute().getBody();
        var change = new User();
        change.setPassword("another horse battery".toCharArray());
        change.setConnection(DATABASE);
        change.setClientId("some-client");

        var changed = api.users().update(created.getId(), change).execute().getBody();

        assertThat(changed.getLastPasswordReset()).isEqualTo(changed.getUpdatedAt());
    }

    @Test
    void listsUsers() throws Auth0Exception {
        for (int i = 0; i < 5; i++) {
            var user = mailUser("user" + i + "@example.com");
            user.setName("Name " + (9 - i));
            api.users().create(user).execute();
        }

        var page = api.users()
                .list(new UserFilter()
                        .withTotals(true)
                        .withPage(1, 2)
                        .withSort("name:1")
                        .withSearchEngine("v3")
                        .withQuery("email:user*"))
                .execute()
                .getBody();

        assertThat(page.getTotal()).isEqualTo(5);
        assertThat(page.getStart()).isEqualTo(2);
        assertThat(page.getLimit()).isEqualTo(2);
        assertThat(page.getLength()).isEqualTo(2);
        assertThat(page.getItems()).extracting(User::getName).containsExactly("Name 7", "Name 8");
        assertThat(api.users().list(null).execute().getBody().getItems()).hasSize(5);
        assertThat(api.users()
                        .list(new UserFilter().withConnection("mail").withFields("email", true))
                        .execute()
                        .getBody()
                        .getItems())
                .hasSize(5)
                .allSatisfy(user -> assertThat(user.getId()).isNull());
    }

    @Test
    void listsUsersByEmail() throws Auth0Exception {
        api.users().create(mailUser("ann@example.com")).execute();
        api.users().create(databaseUser("ann@example.com")).execute();

        assertThat(api.users()
                        .listByEmail("ann@example.com", new FieldsFilter().withFields("email,user_id", true))
                        .execute()
                        .getBody())
                .hasSize(2);
        assertThat(api.users().listByEmail("nobody@example.com", null).execute().getBody())
                .isEmpty();
    }

    @Test
    void linksAndUnlinksIdentities() throws Auth0Exception {
        var ann = api.users().create(databaseUser("ann@example.com")).execute().getBody();
        var mail = api.users().create(mailUser("ann@example.org")).execute().getBody();
        var mailId = mail.getId().substring("email|".length());

        List<Identity> linked = api.users()
                .linkIdentity(ann.getId(), mail.getId(), "email", null)
                .execute()
                .getBody();

        assertThat(linked).extracting(Identity::getProvider).containsExactly("auth0", "email");
        assertThat(linked.get(1).getProfileData().getEmail()).isEqualTo("ann@example.org");
        assertThatThrownBy(() -> api.users().get(mail.getId(), null).execute()).isInstanceOf(APIException.class);
        assertThat(api.users().list(null).execute().getBody().getItems()).hasSize(1);

        var left = api.users()
                .unlinkIdentity(ann.getId(), mailId, "email")
                .execute()
                .getBody();

        assertThat(left).extracting(Identity::getProvider).containsExactly("auth0");
        assertThat(api.users().get(mail.getId(), null).execute().getBody().getEmail())
                .isEqualTo("ann@example.org");
    }

    @Test
    void linksByTheTokenOfTheOtherUser() throws Auth0Exception {
        var ann = api.users().create(databaseUser("ann@example.com")).execute().getBody();
        var ben = api.users().create(databaseUser("ben@example.com")).execute().getBody();

        var linked = api.users()
                .linkIdentity(ann.getId(), idToken("ben@example.com"))
                .execute()
                .getBody();

        assertThat(linked).hasSize(2);
        assertThat("auth0|" + linked.get(1).getUserId()).isEqualTo(ben.getId());
        assertThatThrownBy(() ->
                        api.users().linkIdentity(ann.getId(), "no.id.token").execute())
                .isInstanceOfSatisfying(
                        APIException.class, e -> assertThat(e.getStatusCode()).isEqualTo(400));
    }

    private static String idToken(String email) throws Auth0Exception {
        var client = server.bean(Clients.class).create("web", Scope.all());
        return AuthAPI.newBuilder(server.uri("").toString(), client.clientId(), client.secret())
                .build()
                .login(email, "correct horse battery".toCharArray())
                .setScope("openid")
                .execute()
                .getBody()
                .getIdToken();
    }

    @Test
    void isToldWhatIsWrong() {
        assertThatThrownBy(() -> api.users().create(new User("nowhere")).execute())
                .isInstanceOfSatisfying(APIException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(400);
                    assertThat(e.getError()).isEqualTo("inexistent_connection");
                });
        assertThatThrownBy(() -> {
                    api.users().create(mailUser("ann@example.com")).execute();
                    api.users().create(mailUser("ann@example.com")).execute();
                })
                .isInstanceOfSatisfying(
                        APIException.class, e -> assertThat(e.getStatusCode()).isEqualTo(409));
        assertThatThrownBy(() ->
                        api.users().list(new UserFilter().withPage(20, 50)).execute())
                .isInstanceOfSatisfying(
                        APIException.class, e -> assertThat(e.getError()).isEqualTo("invalid_paging"));
    }

    private static User databaseUser(String email) {
        var user = new User(DATABASE);
        user.setEmail(email);
        user.setPassword("correct horse battery".toCharArray());
        return user;
    }

    private static User mailUser(String email) {
        var user = new User("mail");
        user.setEmail(email);
        return user;
    }
}
