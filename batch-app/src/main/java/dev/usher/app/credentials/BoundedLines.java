package dev.usher.app.credentials;

import dev.usher.jobs.importing.ImportFailedException;
import dev.usher.jobs.importing.ImportFailedException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a text, of which only one is in memory. For one thread. */
final class BoundedLines implements AutoCloseable {

    private static final int MAX_CHARS = 1 << 16;
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final Reader reader;
    private long number;

    /** @param in is closed together with this */
    BoundedLines(InputStream in) {
        // A decoder, unlike a charset, does not put up with bytes that are no text.
        reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    /** Number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /**
     * The next line that is not blank, without its end.
     *
     * @throws ImportFailedException if it is too long or not UTF-8
     */
    Optional<String> next() {
        try {
            for (var line = read(); line.isPresent(); line = read()) {
                if (!line.get().isBlank()) {
                    return line;
                }
            }
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw unreadable("The file with passwords is not UTF-8. Save it as UTF-8.");
        } catch (IOException e) {
            throw new UncheckedIOException("The file with passwords can't be read.", e);
        }
    }

    private Optional<String> read() throws IOException {
        number++;
        var line = new StringBuilder();
        int c = reader.read();
        if (c == BYTE_ORDER_MARK && number == 1) {
            c = reader.read();
        }
        if (c < 0) {
            return Optional.empty();
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() == MAX_CHARS) {
                throw unreadable("Line " + number + " has more than " + MAX_CHARS + " characters.");
            }
            line.append((char) c);
        }
        int end = line.length();
        boolean windows = end > 0 && line.charAt(end - 1) == '\r';
        return Optional.of(line.substring(0, windows ? end - 1 : end));
    }

    static ImportFailedException unreadable(String message) {
        return new ImportFailedException(Reason.UNREADABLE_INPUT, message);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
