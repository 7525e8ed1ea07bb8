package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.LdapHash;
import java.security.MessageDigest;
import java.util.Arrays;

/** A digest of the password and of the salt that stands behind the digest, as directories keep them. */
final class LdapCheck implements HashCheck {

    @Override
    public boolean matches(byte[] password, CustomPasswordHash hash) {
        return LdapHash.parse(hash.value())
                .filter(ldap -> matches(password, ldap))
                .isPresent();
    }

    private static boolean matches(byte[] password, LdapHash ldap) {
        byte[] stored = ldap.bytes().toArray();
        int length = ldap.digest().lengthBytes();
        byte[] salt = Arrays.copyOfRange(stored, length, stored.length);
        byte[] computed = Digests.digest(Digests.open(ldap.digest()), Salted.join(password, salt));
        return MessageDigest.isEqual(computed, Arrays.copyOf(stored, length));
    }
}
