package dev.usher.app.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Ways to name this machine, a private network or the secrets of a cloud; {@code PORT} is where somebody listens. */
final class Spellings {

    static final List<String> OF_THIS_MACHINE = List.of(
            "http://127.0.0.1:PORT/",
            "http://127.0.0.1:PORT",
            "HTTP://127.0.0.1:PORT/",
            "http://127.1.2.3:PORT/",
            "http://127.255.255.254:PORT/",
            "http://localhost:PORT/",
            "http://LOCALHOST:PORT/",
            "http://localhost.:PORT/",
            "http://127.0.0.1.:PORT/",
            "http://localhost.localdomain:PORT/",
            "http://0.0.0.0:PORT/",
            "http://0:PORT/",
            "http://127.1:PORT/",
            "http://127.0.1:PORT/",
            "http://2130706433:PORT/",
            "http://02130706433:PORT/",
            "http://017700000001:PORT/",
            "http://0177.0.0.1:PORT/",
            "http://0177.0.0.01:PORT/",
            "http://0177.00.00.01:PORT/",
            "http://127.0.0.01:PORT/",
            "http://0x7f.0.0.1:PORT/",
            "http://0x7f.0x0.0x0.0x1:PORT/",
            "http://0x7f000001:PORT/",
            "http://0X7F000001:PORT/",
            "http://0x7f.1:PORT/",
            "http://4294967297.0.0.1:PORT/",
            "http://383.0.0.1:PORT/",
            "http://127.0.0.257:PORT/",
            "http://[::1]:PORT/",
            "http://[0:0:0:0:0:0:0:1]:PORT/",
            "http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/",
            "http://[::]:PORT/",
            "http://[::ffff:127.0.0.1]:PORT/",
            "http://[::FFFF:127.0.0.1]:PORT/",
            "http://[::ffff:7f00:1]:PORT/",
            "http://[0:0:0:0:0:ffff:7f00:0001]:PORT/",
            "http://[::127.0.0.1]:PORT/",
            "http://[::7f00:1]:PORT/",
            "http://[64:ff9b::127.0.0.1]:PORT/",
            "http://[64:ff9b::7f00:1]:PORT/",
            "http://[64:ff9b:1::7f00:1]:PORT/",
            "http://[2002:7f00:1::]:PORT/",
            "http://[2001:0:7f00:1::]:PORT/",
            "http://[fe80::1]:PORT/",
            "http://[fe80::1%25lo]:PORT/",
            "http://[fc00::1]:PORT/",
            "http://[fd00:ec2::254]:PORT/",
            "http://[::1%25]:PORT/",
            "http://example.com@127.0.0.1:PORT/",
            "http://example.com:80@127.0.0.1:PORT/",
            "http://127.0.0.1:PORT@127.0.0.1:PORT/",
            "http://user:password@localhost:PORT/",
            "http://example.com%40127.0.0.1:PORT/",
            "http://127.0.0.1:PORT#@example.com/",
            "http://example.com#@127.0.0.1:PORT/",
            "http://127.0.0.1:PORT\\@example.com/",
            "http://example.com\\@127.0.0.1:PORT/",
            "http:\\\\127.0.0.1:PORT\\",
            "http:/127.0.0.1:PORT/",
            "http:127.0.0.1:PORT/",
            "http:///127.0.0.1:PORT/",
            "//127.0.0.1:PORT/",
            "http://127.0.0.1%00.example.com:PORT/",
            "http://127.0.0.1%0d%0a.example.com:PORT/",
            "http://127.0.0.1\r\nHost: example.com:PORT/",
            "http://127.0.0.1\t:PORT/",
            " http://127.0.0.1:PORT/",
            "http://127.0.0.1 :PORT/",
            "http://%31%32%37.0.0.1:PORT/",
            "http://127%2e0%2e0%2e1:PORT/",
            "http://127。0。0。1:PORT/",
            "http://①②⑦.⓪.⓪.①:PORT/",
            "http://１２７.０.０.１:PORT/",
            "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/",
            "http://loc\u00adalhost:PORT/",
            "http://127.0.0.1:PORT:80/",
            "http://127.0.0.1:0PORT/",
            "http://127.0.0.1:+PORT/",
            "http://127.0.0.1:PORT?@example.com/",
            "http://loopback.example:PORT/",
            "http://mapped.example:PORT/",
            "http://several.example:PORT/",
            "http://127.0.0.1.nip.example:PORT/",
            "http://10.0.0.1:PORT/",
            "http://172.16.0.1:PORT/",
            "http://192.168.0.1:PORT/",
            "http://100.64.0.1:PORT/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::ffff:169.254.169.254]/latest/meta-data/",
            "http://metadata.example/computeMetadata/v1/",
            "http://100.100.100.200/latest/meta-data/",
            "http://224.0.0.1:PORT/",
            "http://255.255.255.255:PORT/",
            "http://192.0.0.192:PORT/",
            "gopher://127.0.0.1:PORT/",
            "file:///etc/passwd",
            "ftp://127.0.0.1:PORT/",
            "jar:http://127.0.0.1:PORT/!/",
            "javascript:alert(1)",
            "");

    private Spellings() {}

    /** As a name server whose owner wants us to come home; knows no other names, and asks nobody. */
    static InetAddress[] lookup(String host) throws UnknownHostException {
        return switch (host) {
            case "localhost", "localhost.localdomain", "loopback.example", "127.0.0.1.nip.example" ->
                new InetAddress[] {InetAddress.getAllByName("127.0.0.1")[0]};
            case "mapped.example" -> new InetAddress[] {InetAddress.getAllByName("::ffff:127.0.0.1")[0]};
            case "several.example" ->
                new InetAddress[] {
                    InetAddress.getAllByName("93.184.216.34")[0], InetAddress.getAllByName("127.0.0.1")[0]
                };
            case "metadata.example" -> new InetAddress[] {InetAddress.getAllByName("169.254.169.254")[0]};
            default -> {
                if (host.matches("[0-9.]+") || host.contains(":")) {
                    yield new InetAddress[] {InetAddress.getByName(host)};
                }
                throw new UnknownHostException(host);
            }
        };
    }
}
