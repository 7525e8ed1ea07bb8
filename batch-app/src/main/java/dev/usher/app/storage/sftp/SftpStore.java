package dev.usher.app.storage.sftp;

import dev.usher.app.storage.setting.SftpSettings;
import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import dev.usher.jobs.external.ExternalUpload;
import dev.usher.jobs.external.FilePattern;
import dev.usher.jobs.external.Place;
import dev.usher.jobs.external.StoreTraits;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** {@link ExternalStore} in a folder that is reached by SFTP. Each look is a session of its own: none is kept open. */
public final class SftpStore implements ExternalStore {

    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final SftpSettings settings;
    private final StoreTraits traits;
    private final SftpSessions sessions;

    public SftpStore(String name, SftpSettings settings) {
        this.name = name;
        this.settings = settings;
        this.traits = settings.traits();
        this.sessions = new SftpSessions(name, settings);
    }

    @Override
    public StoreTraits traits() {
        return traits;
    }

    @Override
    public List<ExternalFile> list(FilePattern pattern) {
        return sessions.call("list its files", sftp -> {
            requireFolder(sftp);
            var files = new ArrayList<ExternalFile>();
            for (var entry : sftp.readDir(settings.path())) {
                if (entry.getAttributes().isRegularFile() && pattern.matches(entry.getFilename())) {
                    files.add(file(entry.getFilename(), entry.getAttributes()));
                }
            }
            return files;
        });
    }

    /** @throws ExternalStoreException if the server does not say when it was modified: nothing else tells versions apart */
    static ExternalFile file(String name, Attributes attributes) {
        var modified = attributes.getModifyTime();
        if (modified == null) {
            throw new ExternalStoreException(
                    Reason.UNSUPPORTED, "The server does not say when its files were modified; they can't be taken.");
        }
        return new ExternalFile(
                name, attributes.getSize(), modified.toInstant(), attributes.getSize() + "-" + modified.toInstant());
    }

    @Override
    public Optional<ExternalFile> find(String file) {
        return sessions.call("look at a file", sftp -> {
            requireFolder(sftp);
            return look(sftp, file, inbox(file));
        });
    }

    /** A folder that is gone must not look like one without files. */
    private void requireFolder(SftpClient sftp) throws IOException {
        try {
            sftp.stat(settings.path());
        } catch (SftpException e) {
            if (!isMissing(e)) {
                throw e;
            }
            throw new ExternalStoreException(
                    Reason.UNREACHABLE, "The folder of the store " + name + " is not there (its setting path).", e);
        }
    }

    /** What a symbolic link names is not taken: whoever may put files there must not make us read others. */
    private static Optional<ExternalFile> look(SftpClient sftp, String name, String path) throws IOException {
        try {
            var attributes = sftp.lstat(path);
            return attributes.isRegularFile() ? Optional.of(file(name, attributes)) : Optional.empty();
        } catch (SftpException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Some servers say so of a file whose folder is missing. */
    private static boolean isMissing(SftpException failure) {
        return failure.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
                || failure.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH;
    }

    @Override
    public void fetch(ExternalFile file, OutputStream out) {
        fetch(file, inbox(file.name()), out);
    }

    @Override
    public void fetchMoved(ExternalFile file, String label, Place from, OutputStream out) {
        sessions.call("read a file", sftp -> isFolder(sftp, folder(from)));
        fetch(file, place(from, file.name(), label), out);
    }

    private void fetch(ExternalFile file, String path, OutputStream out) {
        sessions.call("read a file", sftp -> {
            requireFolder(sftp);
            requireSame(file, look(sftp, file.name(), path));
            try (var in = sftp.read(path)) {
                var buffer = new byte[BUFFER_BYTES];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    out.write(buffer, 0, count);
                }
            }
            requireSame(file, look(sftp, file.name(), path));
            return true;
        });
    }

    private void requireSame(ExternalFile file, Optional<ExternalFile> now) {
        if (now.isEmpty()) {
            throw new ExternalStoreException(
                    Reason.GONE, "The file " + file.name() + " of the store " + name + " is not there any more.");
        }
        if (!file.isSameAs(now.get())) {
            throw new ExternalStoreException(
                    Reason.CHANGED,
                    "The file " + file.name() + " of the store " + name + " changed while it was read.");
        }
    }

    @Override
    public boolean settle(ExternalFile file, String label, Place from, Place to) {
        var source = place(from, file.name(), label);
        var target = place(to, file.name(), label);
        return sessions.call("move a file", sftp -> {
            requireFolder(sftp);
            if (!isAt(sftp, file, source)) {
                return isAt(sftp, file, target);
            }
            makeFolder(sftp, folder(to));
            sftp.rename(source, target);
            if (isAt(sftp, file, target)) {
                return true;
            }
            putBack(sftp, target, source);
            return false;
        });
    }

    private static boolean isAt(SftpClient sftp, ExternalFile file, String path) throws IOException {
        return look(sftp, file.name(), path).filter(file::isSameAs).isPresent();
    }

    /** A rename takes whatever has the name: this is another file, which came after the last look. */
    private static void putBack(SftpClient sftp, String moved, String path) throws IOException {
        try {
            sftp.lstat(path);
            // A third file has come, which is newer than this one.
        } catch (SftpException e) {
            if (!isMissing(e)) {
                throw e;
            }
            sftp.rename(moved, path);
        }
    }

    private void makeFolder(SftpClient sftp, String folder) throws IOException {
        if (!isFolder(sftp, folder)) {
            sftp.mkdir(folder);
        }
    }

    /**
     * Whether it is there.
     *
     * @throws ExternalStoreException if it is no folder. Whoever may put files into the store must not make us move any
     *     elsewhere
     */
    private boolean isFolder(SftpClient sftp, String folder) throws IOException {
        try {
            if (sftp.lstat(folder).isDirectory()) {
                return true;
            }
        } catch (SftpException e) {
            if (!isMissing(e)) {
                throw e;
            }
            return false;
        }
        throw new ExternalStoreException(
                Reason.REFUSED,
                "What the store " + name + " has as its folder " + folder.substring(folder.lastIndexOf('/') + 1)
                        + " is another file, or a symbolic link.");
    }

    private String place(Place place, String file, String label) {
        return place == Place.INBOX ? inbox(file) : folder(place) + "/" + label + "-" + file;
    }

    private String folder(Place place) {
        return settings.path() + "/" + settings.settled().require(place);
    }

    private String inbox(String file) {
        if (file.isEmpty() || file.startsWith(".") || file.contains("/")) {
            throw new IllegalArgumentException("no name of a file in a folder");
        }
        return settings.path() + "/" + file;
    }

    @Override
    public ExternalUpload begin(String file, String label) {
        return new SftpUpload(
                sessions, inbox(file), settings.path() + "/." + file + "." + label + SftpUpload.UNFINISHED);
    }

    @Override
    public void abandon(String file, String uploadId) {
        if (!uploadId.startsWith(settings.path() + "/." + file + ".") || !uploadId.endsWith(SftpUpload.UNFINISHED)) {
            // Begun when the store's settings were others: there is nothing of it here.
            return;
        }
        sessions.call("remove an unfinished file", sftp -> {
            SftpUpload.remove(sftp, uploadId);
            return true;
        });
    }

    @Override
    public void close() {
        sessions.close();
    }
}
