package dev.usher.jobs.importing.split;

/**
 * How much gzip may unpack to; 0 is no limit.
 *
 * @param maxRatio unpacked to packed bytes, judged once 10 MB are unpacked
 * @param maxBytes unpacked in total
 */
public record GzipLimits(int maxRatio, long maxBytes) {

    public static final GzipLimits NONE = new GzipLimits(0, 0);

    /** For input from strangers: ratio 200, 10 GiB in total. */
    public static final GzipLimits UNTRUSTED = new GzipLimits(200, 10L << 30);
}
