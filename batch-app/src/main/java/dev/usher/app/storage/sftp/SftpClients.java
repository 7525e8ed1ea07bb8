package dev.usher.app.storage.sftp;

import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes clients that trust the keys of the settings and nobody else, and take nothing from the files of their user. */
final class SftpClients {

    private static final Logger LOG = LoggerFactory.getLogger(SftpClients.class);

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** How long a server may say nothing. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** It would make Bouncy Castle a provider of the whole JVM, although the JDK has all that is needed. */
    private static final String BOUNCY_CASTLE = "org.apache.sshd.security.provider.BC.enabled";

    private SftpClients() {}

    static SshClient start(List<String> hostKeys) {
        System.setProperty(BOUNCY_CASTLE, "false");
        var client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setServerKeyVerifier((session, address, key) -> isTrusted(hostKeys, key));
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, CONNECT);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, CONNECT);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, SILENCE);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, SILENCE);
        client.start();
        return client;
    }

    private static boolean isTrusted(List<String> hostKeys, PublicKey key) {
        var shown = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
        if (hostKeys.contains(shown)) {
            return true;
        }
        // Public, and what whoever runs this must compare with what the server's people say.
        LOG.warn("A server of SFTP showed the key {}, which is none of host-keys", shown);
        return false;
    }
}
