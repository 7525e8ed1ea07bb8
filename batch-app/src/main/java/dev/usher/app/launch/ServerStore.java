package dev.usher.app.launch;

/**
 * The file store that this process has as a server; there is none in a process of the command line.
 *
 * @param id tells it from those of other servers
 */
public record ServerStore(String id) {}
