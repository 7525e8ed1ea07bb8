package dev.usher.app.storage.sftp;

import dev.usher.app.storage.setting.SftpSettings;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import java.io.IOException;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/** Logs in to a server for as long as something takes; shared by all threads. */
final class SftpSessions implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String store;
    private final SftpSettings settings;
    private @Nullable SshClient client;

    SftpSessions(String store, SftpSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** What is done in a session. */
    @FunctionalInterface
    interface Work<T> {
        T in(SftpClient sftp) throws IOException;
    }

    /** @param what it is, to complete "the store can't …" */
    <T> T call(String what, Work<T> work) {
        try (var session = login();
                var sftp = SftpClientFactory.instance().createSftpClient(session)) {
            return work.in(sftp);
        } catch (IOException e) {
            throw SftpFailures.of(store, what, e);
        }
    }

    private ClientSession login() throws IOException {
        var session = connect();
        try {
            settings.loginPassword().ifPresent(session::addPasswordIdentity);
            addKeys(session);
            session.auth().verify(CONNECT);
            return session;
        } catch (IOException | RuntimeException | Error e) {
            session.close(true);
            throw e;
        }
    }

    private ClientSession connect() throws IOException {
        return client().connect(settings.username(), settings.host(), settings.port())
                .verify(CONNECT)
                .getSession();
    }

    private void addKeys(ClientSession session) throws IOException {
        var file = settings.privateKey();
        if (file.isEmpty()) {
            return;
        }
        var keys = new FileKeyPairProvider(file.get());
        keys.setPasswordFinder(
                settings.keyPassphrase().map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY));
        try {
            keys.loadKeys(session).forEach(session::addPublicKeyIdentity);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private ExternalStoreException unreadable(Exception cause) {
        return new ExternalStoreException(
                Reason.REFUSED,
                "The store " + store
                        + " can't be logged in to: its private-key-file can't be read, or its passphrase is"
                        + " another one.",
                cause);
    }

    private synchronized SshClient client() {
        if (client == null) {
            client = SftpClients.start(settings.hostKeys());
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.stop();
            client = null;
        }
    }
}
