package dev.usher.jobs.credential.verify;

import java.util.Arrays;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.params.DESParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * MDC-2 over DES, the one digest that OpenSSL has for PBKDF2 and no library for Java: two chains of DES that take their keys
 * from what they made of the block before, and swap halves. The last block is filled with zeros. For one thread.
 */
final class Mdc2Digest implements ExtendedDigest {

    private static final int BLOCK_BYTES = 8;
    private static final int HALF_BYTES = BLOCK_BYTES / 2;
    /** Two bits of the first byte keep the keys of the chains apart, and both off the weak keys of DES. */
    private static final int KEPT_BITS = 0x9f;

    private final DESEngine des = new DESEngine();
    private final byte[] block = new byte[BLOCK_BYTES];
    private byte[] first = new byte[BLOCK_BYTES];
    private byte[] second = new byte[BLOCK_BYTES];
    private int filled;

    Mdc2Digest() {
        reset();
    }

    /**
     * The key that an HMAC makes of a password. The digest is longer than its own block, of which HMAC was not made: OpenSSL
     * digests what is longer than a block, and uses the first block of that.
     */
    static byte[] hmacKey(byte[] password) {
        return password.length <= BLOCK_BYTES
                ? password
                : Arrays.copyOf(Digests.digest(new Mdc2Digest(), password), BLOCK_BYTES);
    }

    @Override
    public String getAlgorithmName() {
        return "MDC2";
    }

    @Override
    public int getDigestSize() {
        return 2 * BLOCK_BYTES;
    }

    @Override
    public int getByteLength() {
        return BLOCK_BYTES;
    }

    @Override
    public void update(byte in) {
        block[filled++] = in;
        if (filled == BLOCK_BYTES) {
            takeBlock();
        }
    }

    @Override
    public void update(byte[] in, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            update(in[i]);
        }
    }

    @Override
    public int doFinal(byte[] out, int offset) {
        if (filled > 0) {
            Arrays.fill(block, filled, BLOCK_BYTES, (byte) 0);
            takeBlock();
        }
        System.arraycopy(first, 0, out, offset, BLOCK_BYTES);
        System.arraycopy(second, 0, out, offset + BLOCK_BYTES, BLOCK_BYTES);
        reset();
        return getDigestSize();
    }

    @Override
    public void reset() {
        Arrays.fill(first, (byte) 0x52);
        Arrays.fill(second, (byte) 0x25);
        filled = 0;
    }

    private void takeBlock() {
        byte[] left = encrypted(first, 0x40);
        byte[] right = encrypted(second, 0x20);
        for (int i = HALF_BYTES; i < BLOCK_BYTES; i++) {
            byte swapped = left[i];
            left[i] = right[i];
            right[i] = swapped;
        }
        first = left;
        second = right;
        filled = 0;
    }

    /** The block under the key of a chain, and then added to itself. */
    private byte[] encrypted(byte[] chain, int mark) {
        byte[] key = chain.clone();
        key[0] = (byte) ((key[0] & KEPT_BITS) | mark);
        DESParameters.setOddParity(key);
        des.init(true, new KeyParameter(key));
        byte[] out = new byte[BLOCK_BYTES];
        des.processBlock(block, 0, out, 0);
        for (int i = 0; i < BLOCK_BYTES; i++) {
            out[i] ^= block[i];
        }
        return out;
    }
}
