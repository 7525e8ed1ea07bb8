package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.Pbkdf2Digest;
import dev.usher.jobs.credential.Pbkdf2Hash;
import java.security.MessageDigest;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/** A key derived with PBKDF2 and any digest that OpenSSL has a name for. */
final class Pbkdf2Check implements HashCheck {

    @Override
    public boolean matches(byte[] password, CustomPasswordHash hash) {
        return Pbkdf2Hash.parse(hash.value())
                .filter(pbkdf2 -> matches(password, pbkdf2))
                .isPresent();
    }

    private static boolean matches(byte[] password, Pbkdf2Hash hash) {
        return Pbkdf2Digest.named(hash.digest())
                .filter(digest -> MessageDigest.isEqual(
                        derive(password, digest, hash), hash.hash().toArray()))
                .isPresent();
    }

    private static byte[] derive(byte[] password, Pbkdf2Digest digest, Pbkdf2Hash hash) {
        byte[] key = digest == Pbkdf2Digest.MDC2 ? Mdc2Digest.hmacKey(password) : password;
        var generator = new PKCS5S2ParametersGenerator(open(digest));
        generator.init(key, hash.salt().toArray(), Math.toIntExact(hash.iterations()));
        var derived =
                (KeyParameter) generator.generateDerivedMacParameters(Math.toIntExact(hash.lengthBytes()) * Byte.SIZE);
        return derived.getKey();
    }

    private static Digest open(Pbkdf2Digest digest) {
        return digest.digest().map(Digests::open).orElseGet(Mdc2Digest::new);
    }
}
