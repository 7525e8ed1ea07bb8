package dev.usher.jobs.credential.verify;

import dev.usher.jobs.credential.Digest;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.WhirlpoolDigest;

/** The implementations of digests; each is for one thread. */
final class Digests {

    private Digests() {}

    static org.bouncycastle.crypto.Digest open(Digest digest) {
        return switch (digest) {
            case MD4 -> new MD4Digest();
            case MD5 -> new MD5Digest();
            case RIPEMD160 -> new RIPEMD160Digest();
            case SHA1 -> new SHA1Digest();
            case SHA224 -> new SHA224Digest();
            case SHA256 -> new SHA256Digest();
            case SHA384 -> new SHA384Digest();
            case SHA512 -> new SHA512Digest();
            case WHIRLPOOL -> new WhirlpoolDigest();
        };
    }

    static byte[] digest(org.bouncycastle.crypto.Digest digest, byte[] data) {
        digest.update(data, 0, data.length);
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return out;
    }
}
