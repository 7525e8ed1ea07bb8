package dev.usher.app.outbound;

import java.net.InetAddress;

/** To which machines a connection may be made. */
@FunctionalInterface
public interface AddressRule {

    /** Machines of the internet only. */
    AddressRule PUBLIC = AddressRanges::isPublic;

    /**
     * Machines of private networks and this one as well. Never those of a link: there the machines of a cloud find secrets.
     */
    AddressRule PRIVATE_TOO = address -> AddressRanges.isPublic(address) || AddressRanges.isPrivate(address);

    boolean allows(InetAddress address);
}
