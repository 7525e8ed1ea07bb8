package dev.usher.app.storage.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A server of SFTP over a folder, with one user. */
public final class SftpServer implements AutoCloseable {

    public static final String USER = "usher";
    public static final String PASSWORD = "correct horse";

    private final SshServer server = SshServer.setUpDefaultServer();
    private final String fingerprint;

    public SftpServer(Path root) {
        this(root, new SftpEventListener() {});
    }

    /** @param listener is told of what it does; an exception of its is an answer */
    public SftpServer(Path root, SftpEventListener listener) {
        // The application's client needs no provider of the JDK that is not there; neither does this.
        var keys = new SimpleGeneratorHostKeyProvider();
        keys.setAlgorithm("EC");
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(keys);
        server.setPasswordAuthenticator((user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        var subsystem = new SftpSubsystemFactory();
        subsystem.addSftpEventListener(listener);
        server.setSubsystemFactories(List.of(subsystem));
        try {
            server.start();
            fingerprint = KeyUtils.getFingerPrint(
                    BuiltinDigests.sha256, keys.loadKeys(null).iterator().next().getPublic());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getPort();
    }

    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
