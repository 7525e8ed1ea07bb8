package dev.usher.app.cli;

import dev.usher.app.cli.remote.ServerAddress;

/** Addresses of servers as they are typed. */
final class Addresses {

    private Addresses() {}

    static ServerAddress of(String typed) {
        try {
            return ServerAddress.of(typed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
