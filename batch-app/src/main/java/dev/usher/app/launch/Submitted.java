package dev.usher.app.launch;

/**
 * A job that the servers have taken on.
 *
 * @param repeated whether an earlier request with the same key made it, and this one made none
 */
public record Submitted(String jobId, boolean repeated) {}
