package dev.usher.app.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.PostgresExtension;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcSigningKeysIT {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final DataSource database = POSTGRES.migratedDatabase().dataSource();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final SigningKeys keys =
            new JdbcSigningKeys(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)));

    @AfterEach
    void removeKeys() {
        jdbc.sql("DELETE FROM signing_keys").update();
    }

    @Test
    void makesOneKeyHoweverManyNodesStart() throws Exception {
        inParallel(3, () -> {
            keys.requireOne();
            return "";
        });
        keys.requireOne();

        assertThat(keys.list()).singleElement().satisfies(key -> {
            assertThat(key.jwk().isPrivate()).isTrue();
            assertThat(key.jwk().size()).isEqualTo(2048);
            assertThat(key.retiredAt()).isEmpty();
            assertThat(key.toString())
                    .doesNotContain(key.jwk().getPrivateExponent().toString());
        });
    }

    /** Also if whoever rotates is told that tokens live for an hour: a server may have been told that they live for a month. */
    @Test
    void keepsARetiredKeyAsLongAsAnyTokenCanLive() {
        keys.requireOne();
        var old = keys.list().get(0).kid();

        var fresh = keys.rotate();

        assertThat(keys.list()).extracting(SigningKey::kid).containsExactly(fresh, old);
        assertThat(keys.list().get(1).retiredAt()).isPresent();
        age("retired_at", old, Duration.ofDays(30).plusMinutes(1));
        var newest = keys.rotate();
        assertThat(keys.list()).extracting(SigningKey::kid).containsExactly(newest, fresh, old);
        age("retired_at", old, Duration.ofMinutes(2));
        assertThat(keys.list()).extracting(SigningKey::kid).containsExactly(newest, fresh);
        keys.rotate();
        assertThat(jdbc.sql("SELECT count(*) FROM signing_keys WHERE kid = :kid")
                        .param("kid", old)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Every node must have seen it before: else one would refuse what another signs. */
    @Test
    void aNewKeySettlesBeforeItSigns() {
        keys.requireOne();
        age("created_at", keys.list().get(0).kid(), Duration.ofMinutes(1));

        var fresh = keys.rotate();

        assertThat(keys.list()).extracting(SigningKey::settled).containsExactly(false, true);
        age("created_at", fresh, Duration.ofSeconds(16));
        assertThat(keys.list()).extracting(SigningKey::settled).containsExactly(true, true);
    }

    @Test
    void forgetsAllOthersIfTokensAreRevoked() {
        keys.requireOne();
        keys.rotate();

        var only = keys.revokeAll();

        assertThat(keys.list()).extracting(SigningKey::kid).containsExactly(only);
    }

    @Test
    void hasOneKeyInUseHoweverManyRotate() throws Exception {
        keys.requireOne();

        inParallel(3, keys::rotate);

        assertThat(keys.list())
                .hasSize(4)
                .filteredOn(key -> key.retiredAt().isEmpty())
                .hasSize(1);
    }

    private void age(String column, String kid, Duration by) {
        jdbc.sql("UPDATE signing_keys SET " + column + " = " + column + " - :by * interval '1 second' WHERE kid = :kid")
                .param("by", by.toSeconds())
                .param("kid", kid)
                .update();
    }

    private static void inParallel(int times, Callable<String> call) throws Exception {
        var threads = Executors.newFixedThreadPool(times);
        try {
            for (var future : threads.invokeAll(Collections.nCopies(times, call))) {
                future.get();
            }
        } finally {
            threads.shutdown();
        }
    }
}
