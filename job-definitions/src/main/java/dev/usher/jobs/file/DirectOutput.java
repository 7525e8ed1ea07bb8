package dev.usher.jobs.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file past the cache of the system, where the file system lets one. A file that is to be synced must reach the
 * disk anyway: the detour costs a copy, memory that others could use, and a long wait at the end.
 *
 * <p>Only whole blocks can go that way. The rest takes the usual one; so does everything that follows a flush in the
 * midst of a block.
 */
final class DirectOutput extends OutputStream {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final int NO_BLOCKS = 1;

    private final FileChannel plain;
    private final FileChannel direct;
    private final int blockBytes;
    private final ByteBuffer buffer;
    private long position;
    private boolean refused;

    /** @param plain is open for writing the file, which is empty; it is closed with this */
    static DirectOutput of(Path file, FileChannel plain) {
        int blockBytes = blockBytes(file);
        return new DirectOutput(plain, blockBytes == NO_BLOCKS ? plain : openDirect(file, plain), blockBytes);
    }

    /** @param direct writes the same file past the cache, in blocks of {@code blockBytes}; is closed with this */
    DirectOutput(FileChannel plain, FileChannel direct, int blockBytes) {
        this.plain = plain;
        this.direct = direct;
        this.blockBytes = blockBytes;
        buffer = ByteBuffer.allocateDirect(BUFFER_BYTES + blockBytes - 1).alignedSlice(blockBytes);
        clear();
    }

    private static int blockBytes(Path file) {
        try {
            long bytes = Files.getFileStore(file).getBlockSize();
            return bytes > 0 && BUFFER_BYTES % bytes == 0 ? (int) bytes : NO_BLOCKS;
        } catch (IOException | UnsupportedOperationException e) {
            return NO_BLOCKS;
        }
    }

    /** By name: no Java promises that it has the option, and the compiler of a newer one warns of it. */
    static @Nullable OpenOption pastTheCache() {
        try {
            return Stream.of(
                            Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants())
                    .filter(option -> option.toString().equals("DIRECT"))
                    .map(OpenOption.class::cast)
                    .findFirst()
                    .orElse(null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** Some file systems refuse it. */
    private static FileChannel openDirect(Path file, FileChannel otherwise) {
        var option = pastTheCache();
        if (option == null) {
            return otherwise;
        }
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS, option);
        } catch (IOException | UnsupportedOperationException e) {
            return otherwise;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int count = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, from + done, count);
            done += count;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                position += !refused && isWholeBlocks() ? writeBlocks() : plain.write(buffer, position);
            }
        } finally {
            clear();
        }
    }

    /**
     * Some file systems let a file be opened like that and refuse the first write. What is refused later has another reason,
     * and so has what the usual way does not take either.
     */
    private int writeBlocks() throws IOException {
        try {
            return direct.write(buffer, position);
        } catch (IOException e) {
            if (position > 0 || direct == plain) {
                throw e;
            }
            refused = true;
            return plain.write(buffer, position);
        }
    }

    /** A disk that is nearly full may have taken a part of a block. */
    private boolean isWholeBlocks() {
        return position % blockBytes == 0
                && buffer.position() % blockBytes == 0
                && buffer.remaining() % blockBytes == 0;
    }

    private void clear() {
        buffer.clear().limit(BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
        try (plain;
                direct) {
            flush();
        }
    }
}
