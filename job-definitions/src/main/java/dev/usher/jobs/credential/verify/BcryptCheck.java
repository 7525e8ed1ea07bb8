package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.BcryptHash;
import dev.usher.jobs.credential.CustomPasswordHash;
import java.util.Arrays;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Bcrypt, of the password and, if there is one, of a salt beside its own. */
final class BcryptCheck implements HashCheck {

    /** What stands behind these bytes never had any say in the hash, the salt beside it counted. */
    static final int MAX_BYTES = 72;

    @Override
    public boolean matches(byte[] password, CustomPasswordHash hash) {
        return BcryptHash.parse(hash.value())
                .filter(bcrypt -> matches(Salted.of(password, hash), bcrypt))
                .isPresent();
    }

    static boolean matches(byte[] password, BcryptHash hash) {
        byte[] heard = password.length > MAX_BYTES ? Arrays.copyOf(password, MAX_BYTES) : password;
        return BCrypt.checkpw(heard, hash.value());
    }
}
