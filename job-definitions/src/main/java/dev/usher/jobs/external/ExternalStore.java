package dev.usher.jobs.external;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A place outside of Usher that keeps files under names. Shared by all threads; whatever it needs to reach the place is
 * made when it is first used.
 *
 * <p>Every method throws an {@link ExternalStoreException} if the place does not do what it is asked.
 */
public interface ExternalStore extends AutoCloseable {

    StoreTraits traits();

    /** Plain files whose names match, in no order. */
    List<ExternalFile> list(FilePattern pattern);

    Optional<ExternalFile> find(String name);

    /**
     * Copies the bytes of a file, of this very version as far as the store can tell. What the stream throws is passed on.
     *
     * @throws ExternalStoreException also if the file is gone or another one by now; some bytes are copied then
     */
    void fetch(ExternalFile file, OutputStream out);

    /**
     * The same of a file that was moved.
     *
     * @param label as when it was moved
     * @throws ExternalStoreException also if it is not there, or the store moves no files
     */
    void fetchMoved(ExternalFile file, String label, Place from, OutputStream out);

    /**
     * Moves a file that was dealt with. Can be said again, whatever became of the first time. Another file that has the
     * same name by now stays where it is, or is put back if it came at that very moment.
     *
     * @param label makes the name unique where the file goes
     * @return whether the file is now where it was to go; false if somebody else took it away, or put another in its place
     * @throws ExternalStoreException also if the store does not move files there
     */
    boolean settle(ExternalFile file, String label, Place from, Place to);

    /**
     * Begins to bring a file to the store. A store whose uploads have no ids of its own is not asked yet: what is not noted
     * could never be removed.
     *
     * @param label makes the upload unique
     */
    ExternalUpload begin(String name, String label);

    /**
     * Keeps an upload from being published, whoever has it, and removes its bytes. Does nothing if there is none, as when the
     * settings have changed since it was begun.
     */
    void abandon(String name, String uploadId);

    /** Gives up what it needed to reach the place; it can't be used any more. */
    @Override
    void close();
}
