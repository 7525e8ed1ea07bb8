package dev.usher.app.storage.sftp;

import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalUpload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * A hidden file beside the place for which it is; its path is its id. It is made when the first byte comes, so that its id can
 * be noted before there is anything to remove.
 */
final class SftpUpload implements ExternalUpload {

    static final String UNFINISHED = ".part";

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String WHAT = "take a file";

    private final SftpSessions sessions;
    private final String target;
    private final String part;
    private boolean published;

    SftpUpload(SftpSessions sessions, String target, String part) {
        this.sessions = sessions;
        this.target = target;
        this.part = part;
    }

    static void remove(SftpClient sftp, String part) throws IOException {
        try {
            sftp.remove(part);
        } catch (SftpException e) {
            if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
        }
    }

    @Override
    public String id() {
        return part;
    }

    @Override
    public void write(Path content, BooleanSupplier cancelled) {
        sessions.call(WHAT, sftp -> {
            // A former try may not have come to remove it.
            remove(sftp, part);
            try (var in = Files.newInputStream(content);
                    var out = sftp.write(part, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)) {
                var buffer = new byte[BUFFER_BYTES];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (cancelled.getAsBoolean()) {
                        throw new CancellationException("The delivery of a file was cancelled.");
                    }
                    out.write(buffer, 0, count);
                }
            }
            sync(sftp);
            return true;
        });
    }

    /** Where the server can: a file whose bytes a crash of its machine takes away was not delivered. */
    private void sync(SftpClient sftp) throws IOException {
        var fsync = sftp.getExtension(OpenSSHFsyncExtension.class);
        if (fsync != null && fsync.isSupported()) {
            try (var handle = sftp.open(part, OpenMode.Write)) {
                fsync.fsync(handle);
            }
        }
    }

    @Override
    public void publish(boolean replace) {
        sessions.call(WHAT, sftp -> {
            if (replace) {
                replace(sftp);
            } else {
                requireFree(sftp);
                sftp.rename(part, target);
            }
            return true;
        });
        published = true;
    }

    /** Some servers replace what is there if it is not looked at before. */
    private void requireFree(SftpClient sftp) throws IOException {
        try {
            sftp.lstat(target);
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
                return;
            }
            throw e;
        }
        throw new SftpException(SftpConstants.SSH_FX_FILE_ALREADY_EXISTS, "it is there");
    }

    /** At once where the server can; else there is a moment without the file. */
    private void replace(SftpClient sftp) throws IOException {
        var rename = sftp.getExtension(OpenSSHPosixRenameExtension.class);
        if (rename != null && rename.isSupported()) {
            rename.posixRename(part, target);
            return;
        }
        // Not before it is known that there is something to put in its place.
        sftp.lstat(part);
        remove(sftp, target);
        sftp.rename(part, target);
    }

    @Override
    public void close() {
        if (published) {
            return;
        }
        try {
            sessions.call("remove an unfinished file", sftp -> {
                remove(sftp, part);
                return true;
            });
        } catch (ExternalStoreException e) {
            // Its id is noted, and the next owner of the job tries again.
        }
    }
}
