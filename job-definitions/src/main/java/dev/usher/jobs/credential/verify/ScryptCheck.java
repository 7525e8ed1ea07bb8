package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.ScryptCost;
import org.bouncycastle.crypto.generators.SCrypt;

/** A key derived with scrypt; where its salt stands makes no difference. */
final class ScryptCheck implements HashCheck {

    @Override
    public boolean matches(byte[] password, CustomPasswordHash hash) {
        byte[] salt = hash.salt().map(s -> s.bytes().toArray()).orElse(new byte[0]);
        return hash.scrypt()
                .filter(cost -> RawHash.isSame(derive(password, salt, cost), hash))
                .isPresent();
    }

    private static byte[] derive(byte[] password, byte[] salt, ScryptCost cost) {
        return SCrypt.generate(
                password,
                salt,
                Math.toIntExact(cost.cost()),
                Math.toIntExact(cost.blockSize()),
                Math.toIntExact(cost.parallelization()),
                Math.toIntExact(cost.keyLengthBytes()));
    }
}
