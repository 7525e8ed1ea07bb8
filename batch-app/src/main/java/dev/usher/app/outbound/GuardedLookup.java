package dev.usher.app.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses to which a connection is made, once for each connection: what was looked at is what is connected to,
 * whatever the name has for addresses a moment later.
 */
record GuardedLookup(HostLookup lookup, AddressRule rule) implements DnsResolver {

    /** @throws OutboundRefusedException if one of its addresses is not allowed, however many others are */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = lookup.addresses(host);
        for (var address : addresses) {
            if (!rule.allows(address)) {
                throw new OutboundRefusedException("The host " + host
                        + " is not asked: it has an address of this machine, of a private network or of"
                        + " another special kind.");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
