package dev.usher.app.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Which addresses are not for everybody, as the IANA lists them, and where clouds keep what is for their machines only. */
final class AddressRanges {

    private static final List<Range> NOT_PUBLIC_4 = ranges(
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24"
                    + " 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24"
                    + " 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4");

    /** All others are loopback, private, of a link, mapped, translated, or not given to anybody. */
    private static final Range GLOBAL_6 = Range.of("2000::/3");

    private static final Range SIX_TO_FOUR = Range.of("2002::/16");

    private static final List<Range> NOT_PUBLIC_6 = ranges("2001::/23 2001:db8::/32 2620:4f:8000::/48 3fff::/20");

    private static final List<Range> PRIVATE =
            ranges("10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 172.16.0.0/12 192.168.0.0/16 ::1/128 fc00::/7");

    /** Those outside of a link, where machines of clouds ask what they may do. */
    private static final List<Range> METADATA = ranges("100.100.100.200/32 fd00:ec2::/32 fd20:ce::/32");

    private AddressRanges() {}

    static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_4.stream().noneMatch(range -> range.contains(bytes));
        }
        return GLOBAL_6.contains(bytes)
                && NOT_PUBLIC_6.stream().noneMatch(range -> range.contains(bytes))
                && (!SIX_TO_FOUR.contains(bytes) || isPublic(relayed(bytes)));
    }

    /** To which machine a relay passes on what is sent to the address. */
    private static InetAddress relayed(byte[] sixToFour) {
        return address(Arrays.copyOfRange(sixToFour, 2, 6));
    }

    static boolean isPrivate(InetAddress address) {
        var bytes = address.getAddress();
        return PRIVATE.stream().anyMatch(range -> range.contains(bytes))
                && METADATA.stream().noneMatch(range -> range.contains(bytes));
    }

    private static List<Range> ranges(String text) {
        return Arrays.stream(text.split(" ")).map(Range::of).toList();
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no length of an address: " + bytes.length, e);
        }
    }

    /** All addresses of a kind whose first bits are these. */
    private static final class Range {

        private final byte[] start;
        private final int bits;

        private Range(byte[] start, int bits) {
            this.start = start;
            this.bits = bits;
        }

        static Range of(String text) {
            int slash = text.indexOf('/');
            try {
                // It is an address, not a name: nobody is asked.
                var start = InetAddress.getByName(text.substring(0, slash)).getAddress();
                return new Range(start, Integer.parseInt(text, slash + 1, text.length(), 10));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("no range of addresses: " + text, e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = bits % Byte.SIZE;
            return Arrays.equals(address, 0, whole, start, 0, whole)
                    && (rest == 0 || ((address[whole] ^ start[whole]) & 0xff) >> (Byte.SIZE - rest) == 0);
        }
    }
}
