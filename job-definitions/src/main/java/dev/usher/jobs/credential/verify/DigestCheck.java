package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.CustomPasswordHash;
import dev.usher.jobs.credential.Digest;

/** One digest of the password and its salt. */
record DigestCheck(Digest digest) implements HashCheck {

    @Override
    public boolean matches(byte[] password, CustomPasswordHash hash) {
        return RawHash.isSame(Digests.digest(Digests.open(digest), Salted.of(password, hash)), hash);
    }
}
