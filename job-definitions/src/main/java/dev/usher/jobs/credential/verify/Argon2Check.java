package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.Argon2Hash;
import dev.usher.jobs.credential.CustomPasswordHash;
import java.security.MessageDigest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2 in its three variants and both versions. */
final class Argon2Check implements HashCheck {

    @Override
    public boolean matches(byte[] password, CustomPasswordHash hash) {
        return Argon2Hash.parse(hash.value())
                .filter(argon2 -> MessageDigest.isEqual(
                        compute(password, argon2), argon2.hash().toArray()))
                .isPresent();
    }

    /** Fills the hash with what the parameters make of a password. */
    static void generate(byte[] password, Argon2Parameters parameters, byte[] hash) {
        var generator = new Argon2BytesGenerator();
        generator.init(parameters);
        generator.generateBytes(password, hash);
    }

    private static byte[] compute(byte[] password, Argon2Hash hash) {
        byte[] computed = new byte[hash.hash().length()];
        generate(
                password,
                new Argon2Parameters.Builder(variant(hash))
                        .withVersion(Math.toIntExact(hash.version()))
                        .withMemoryAsKB(Math.toIntExact(hash.memoryKib()))
                        .withIterations(Math.toIntExact(hash.passes()))
                        .withParallelism(Math.toIntExact(hash.lanes()))
                        .withSalt(hash.salt().toArray())
                        .build(),
                computed);
        return computed;
    }

    private static int variant(Argon2Hash hash) {
        return switch (hash.variant()) {
            case "d" -> Argon2Parameters.ARGON2_d;
            case "i" -> Argon2Parameters.ARGON2_i;
            default -> Argon2Parameters.ARGON2_id;
        };
    }
}
