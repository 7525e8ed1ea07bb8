package dev.usher.app.login;

import static dev.usher.app.login.LoginWorld.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.app.ServerHarness;
import dev.usher.app.users.UserService;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.credential.verify.PasswordHasher;
import dev.usher.jobs.credential.verify.PasswordStrength.Level;
import dev.usher.jobs.digest.Sha256;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes that are not what their connection asks for, each of which is checked once and then replaced. */
class RehashIT {

    @RegisterExtension
    static final ServerHarness server =
            new ServerHarness("usher.login.enabled=true", "usher.limit.tokens-per-second=0");

    private final LoginWorld world = new LoginWorld(server);

    @BeforeEach
    void forgetUsers() {
        server.jdbc().sql("TRUNCATE users, login_failures").update();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "shh ~ {'algorithm':'md4','hash':{'value':'AbuUujgF0pPPkJPSFRTpmA==','encoding':'base64'}}",
                "shh ~ {'algorithm':'sha256','hash':{'value':'d24e794fce503c3ddb1cd1ba1dd5d9b250cf9917336a0316fefd87fecf79200f','encoding':'hex'},'salt':{'value':'abc123'}}",
                "shh ~ {'algorithm':'bcrypt','hash':{'value':'$2b$10$C9hB01.YxRSTcn/ZOOo4j.TW7xCKKFKBSF.C7E0xiUwumqIDqWUXG'}}",
                "hello ~ {'algorithm':'bcrypt','hash':{'value':'$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K'}}",
                "shh ~ {'algorithm':'argon2','hash':{'value':'$argon2id$v=19$m=65536,t=2,p=1$J6Q/82PCyaNpYKRELJyTZg$m04qUAB8rexWDR4+/0f+SFB+4XMFxt7YAvAq2UycYos'}}",
                "shh ~ {'algorithm':'pbkdf2','hash':{'value':'$pbkdf2-md4$i=100000,l=64$+N375B8q0Fw$fp2R9KAM4hK/votGHC5Fu+jhqbxUD8+Nic/EMSGvNC3UP/k7wSHI0uXluHRSkZfl/BOheYqNOemayG90ZaSSQw'}}",
                "shh ~ {'algorithm':'pbkdf2','hash':{'value':'$pbkdf2-sha512$i=100000,l=64$KNyFsA2rWoE$I2CQGI9H0JxdDf3kERRI97kPCGxh0KWBIV3MxyaS191gDGfzVBGyS4BibhgqWQ0/ails8mHuU9ckASxHOOq58w'}}",
                "shh ~ {'algorithm':'ldap','hash':{'value':'{SSHA384}/cgEjdoZh85DhurDeOQEMO1rMlAur93SVPbYe5XSD4lF7nNuvrBju5hUeg9A6agRemgSXGl5YuE=','encoding':'utf8'}}",
                "test ~ {'algorithm':'hmac','hash':{'value':'cg7f42jH39/2EaAU4wNd4s2lKIk=','encoding':'base64','digest':'sha1','key':{'value':'736868','encoding':'hex'}}}",
                "password ~ {'algorithm':'scrypt','hash':{'value':'097f6197e1b41538f723e32aa7a68e8d76227d8e432ce5faa4882a913032db29','encoding':'hex'},'salt':{'value':'abc123'},'keylen':32,'cost':4096}",
                "saltpassword ~ {'algorithm':'md5','hash':{'value':'67A1E09BB1F83F5007DC119C14D663AA','encoding':'hex'}}"
            })
    void isReplacedAtTheFirstLogin(String password, String hash) {
        var id = world.user(DATABASE, "ann@example.com", null, hash.replace('\'', '"'));

        assertThat(world.login("ann@example.com", password + "x").statusCode()).isEqualTo(403);
        assertThat(world.isNull(id, "password_hash")).isTrue();
        assertThat(world.login("ann@example.com", password).statusCode()).isEqualTo(200);

        assertThat(world.isNull(id, "custom_password_hash")).isTrue();
        assertThat(world.column(id, "password_hash", String.class)).startsWith("$2b$10$");
        assertThat(world.login("ann@example.com", password).statusCode()).isEqualTo(200);
        assertThat(world.login("ann@example.com", password + "x").statusCode()).isEqualTo(403);
    }

    @Test
    void staysWhereBcryptWouldNotHearAllOfThePassword() {
        var password = "long ".repeat(20);
        var id = world.user(
                DATABASE,
                "ann@example.com",
                null,
                "{\"algorithm\":\"sha256\",\"hash\":{\"encoding\":\"hex\",\"value\":\"" + Sha256.of(password) + "\"}}");

        assertThat(world.login("ann@example.com", password).statusCode()).isEqualTo(200);
        assertThat(world.isNull(id, "custom_password_hash")).isFalse();
        assertThat(world.column(id, "password_is_own", Boolean.class)).isTrue();
        assertThat(world.login("ann@example.com", password + "x").statusCode()).isEqualTo(403);
    }

    @Test
    void becomesWhatItsConnectionAsksForAndStaysThat() {
        argon2Connection();
        var id = world.user(
                "argon2",
                "ann@example.com",
                null,
                "{\"algorithm\":\"md4\",\"hash\":{\"value\":\"AbuUujgF0pPPkJPSFRTpmA==\",\"encoding\":\"base64\"}}");

        assertThat(world.login("ann@example.com", "shh").statusCode()).isEqualTo(200);
        var first = world.column(id, "custom_password_hash::text", String.class);
        assertThat(world.login("ann@example.com", "shh").statusCode()).isEqualTo(200);

        assertThat(first).contains("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(world.column(id, "custom_password_hash::text", String.class)).isEqualTo(first);
        assertThat(world.isNull(id, "password_hash")).isTrue();
        assertThat(world.column(id, "password_is_own", Boolean.class)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 11})
    void isReplacedIfItIsBcryptOfAnotherCost(int cost) {
        var hash = new PasswordHasher(new SecureRandom()).bcrypt("hello", cost);
        var id = world.user(DATABASE, "ann@example.com", hash, null);

        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);

        assertThat(world.column(id, "password_hash", String.class)).startsWith("$2b$10$");
        assertThat(world.isNull(id, "last_password_reset")).isTrue();
        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);
        assertThat(world.login("ann@example.com", "hullo").statusCode()).isEqualTo(403);
    }

    @Test
    void isReplacedIfItIsArgon2idOfAHigherCost() {
        argon2Connection();
        var id = world.user(
                "argon2",
                "ann@example.com",
                null,
                "{\"algorithm\":\"argon2\",\"hash\":{\"value\":\"$argon2id$v=19$m=65536,t=2,p=1$J6Q/82PCyaNpYKRELJyTZg$m04qUAB8rexWDR4+/0f+SFB+4XMFxt7YAvAq2UycYos\"}}");

        assertThat(world.login("ann@example.com", "shh").statusCode()).isEqualTo(200);

        assertThat(world.column(id, "custom_password_hash::text", String.class))
                .contains("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void isReplacedIfItIsBcryptWhereAnotherIsAskedFor() {
        argon2Connection();
        var id = world.user("argon2", "ann@example.com", LoginWorld.HELLO, null);

        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);

        assertThat(world.isNull(id, "password_hash")).isTrue();
        assertThat(world.column(id, "custom_password_hash::text", String.class)).contains("$argon2id$");
        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);
    }

    @Test
    void staysIfItIsWhatItsConnectionAsksFor() {
        var id = world.user("ann@example.com");

        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(200);

        assertThat(world.column(id, "password_hash", String.class)).isEqualTo(LoginWorld.HELLO);
    }

    @Test
    void doesNotReplaceThatOfAUserWhoIsBlocked() {
        var id = world.user(
                DATABASE, "ann@example.com", new PasswordHasher(new SecureRandom()).bcrypt("hello", 4), null);
        world.set(id, "blocked = true");

        assertThat(world.login("ann@example.com", "hello").statusCode()).isEqualTo(403);

        assertThat(world.column(id, "password_hash", String.class)).startsWith("$2b$04$");
    }

    @Test
    void provesNothingOfThePasswordOfAnotherIdentity() {
        var sha256 =
                "{\"algorithm\":\"sha256\",\"hash\":{\"encoding\":\"hex\",\"value\":\"" + Sha256.of("shh") + "\"}}";
        var id = world.user(DATABASE, "ann@example.com", null, sha256);
        var second = world.user("customers", "ann@work.example", null, sha256);
        server.bean(UserService.class).link(id, second);

        assertThat(world.login("ann@work.example", "shh").statusCode()).isEqualTo(200);

        assertThat(world.column(second, "password_is_own", Boolean.class)).isTrue();
        assertThat(world.isNull(id, "password_is_own")).isTrue();
        assertThat(world.column(id, "logins_count", Integer.class)).isEqualTo(1);
    }

    @Test
    void doesNotReplaceAPasswordThatWasSetMeanwhile() {
        var id = world.user(DATABASE, "ann@example.com", LoginWorld.HELLO, null);
        var users = new JdbcLoginUsers(server.jdbc());
        var asRead = new StoredPassword(
                new Subject(id, id),
                world.connection(DATABASE),
                null,
                "{\"algorithm\":\"md5\",\"hash\":{\"value\":\"x\"}}");

        users.rehash(asRead, new NewHash("$2b$10$older", null));
        users.keep(asRead);

        assertThat(world.isNull(id, "password_is_own")).isTrue();
        assertThat(world.column(id, "password_hash", String.class)).isEqualTo(LoginWorld.HELLO);
    }

    private void argon2Connection() {
        server.bean(Connections.class)
                .updateOptions(
                        world.connection("argon2").id(),
                        new ConnectionOptions(
                                false,
                                1,
                                15,
                                ConnectionOptions.SetUserRootAttributes.ON_EACH_LOGIN,
                                List.of(),
                                new PasswordOptions(Level.NONE, 1, PasswordOptions.Hash.ARGON2ID, 10)));
    }
}
