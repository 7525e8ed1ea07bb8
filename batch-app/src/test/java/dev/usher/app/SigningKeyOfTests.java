package dev.usher.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The key with which servers of tests sign their tokens. Each of them would make one on its empty database, which takes
 * seconds in a JVM of tests, and there are a hundred of them: a build makes one for all.
 */
public final class SigningKeyOfTests {

    private static final Path FILE = Path.of("target", "signing-key-of-tests.json");

    private SigningKeyOfTests() {}

    /** @param jdbc of a database with all migrations; it may have a key already */
    public static void insertInto(JdbcClient jdbc) {
        var key = key();
        jdbc.sql("INSERT INTO signing_keys (kid, jwk) VALUES (:kid, :jwk::jsonb) ON CONFLICT DO NOTHING")
                .param("kid", key.getKeyID())
                .param("jwk", key.toJSONString())
                .update();
    }

    public static synchronized RSAKey key() {
        try (var channel = FileChannel.open(
                        FILE.resolveSibling(FILE.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            if (lock.isValid() && Files.notExists(FILE)) {
                Files.writeString(FILE, generate().toJSONString());
            }
            return RSAKey.parse(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParseException e) {
            throw new AssertionError("Remove " + FILE + ": it holds no key", e);
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
