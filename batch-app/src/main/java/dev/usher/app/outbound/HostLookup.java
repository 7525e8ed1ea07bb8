package dev.usher.app.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Which addresses a name has; another answer each time, if whoever answers wants that. */
@FunctionalInterface
interface HostLookup {

    InetAddress[] addresses(String host) throws UnknownHostException;
}
