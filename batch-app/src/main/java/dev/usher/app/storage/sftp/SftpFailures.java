package dev.usher.app.storage.sftp;

import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** What it means for us that a server did not do what it was asked. */
final class SftpFailures {

    private SftpFailures() {}

    static ExternalStoreException of(String store, String what, IOException failure) {
        var start = "The store " + store + " can't " + what;
        if (failure instanceof SftpException answer) {
            return ofAnswer(store, start, answer);
        }
        int code = failure instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
        return switch (code) {
            case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE,
                    SshConstants.SSH2_DISCONNECT_ILLEGAL_USER_NAME ->
                new ExternalStoreException(
                        Reason.REFUSED, start + ": its server does not take the user's password or key.", failure);
            case SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE ->
                new ExternalStoreException(
                        Reason.REFUSED,
                        start + ": its server shows a key that is none of host-keys. The log has its fingerprint.",
                        failure);
            default ->
                new ExternalStoreException(
                        Reason.UNREACHABLE,
                        start + ": its server can't be reached, or stopped answering ("
                                + failure.getClass().getSimpleName() + ").",
                        failure);
        };
    }

    private static ExternalStoreException ofAnswer(String store, String start, SftpException answer) {
        return switch (answer.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
                new ExternalStoreException(Reason.GONE, start + ": the file or the folder is not there.", answer);
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                new ExternalStoreException(Reason.REFUSED, start + ": its server does not allow it.", answer);
            case SftpConstants.SSH_FX_FILE_ALREADY_EXISTS ->
                new ExternalStoreException(
                        Reason.EXISTS, "There is a file of that name in the store " + store + " already.", answer);
            case SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED ->
                new ExternalStoreException(Reason.FULL, start + ": no space is left there.", answer);
            default ->
                new ExternalStoreException(
                        Reason.UNREACHABLE, start + " (status " + answer.getStatus() + " of its server).", answer);
        };
    }
}
