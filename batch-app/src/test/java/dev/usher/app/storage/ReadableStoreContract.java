package dev.usher.app.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.jobs.external.ExternalFile;
import dev.usher.jobs.external.ExternalStore;
import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every store does of which files are taken. */
public abstract class ReadableStoreContract {

    /** A store that is there. */
    protected abstract ExternalStore store();

    /** One whose server is not there, or whose folder is not. */
    protected abstract ExternalStore unreachable();

    /** One whose server does not take our credentials. */
    protected abstract ExternalStore refused();

    /** Puts a file there by other means; whatever had its name is replaced. */
    protected abstract void put(String name, String content);

    protected abstract void remove(String name);

    @Test
    void findsAFileAndItsVersion() {
        put("users.csv", "email\n");

        var file = store().find("users.csv").orElseThrow();

        assertThat(file.name()).isEqualTo("users.csv");
        assertThat(file.sizeBytes()).isEqualTo(6);
        assertThat(file.version()).isNotEmpty();
        assertThat(store().find("users.csv")).contains(file);
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(store().find("nobody.csv")).isEmpty();
    }

    @Test
    void hasAnotherVersionOnceTheBytesAreOthers() {
        put("users.csv", "first");
        var first = store().find("users.csv").orElseThrow();

        put("users.csv", "second!");

        assertThat(store().find("users.csv").orElseThrow().isSameAs(first)).isFalse();
    }

    @Test
    void fetchesTheBytesAsTheyAre() {
        var content = "ä\r\n\0".repeat(100_000);
        put("users with blanks & ümlauts.csv", content);

        assertThat(fetched(store().find("users with blanks & ümlauts.csv").orElseThrow()))
                .isEqualTo(content);
    }

    @Test
    void fetchesAnEmptyFile() {
        put("empty.csv", "");

        assertThat(fetched(store().find("empty.csv").orElseThrow())).isEmpty();
    }

    @Test
    void doesNotFetchWhatIsGone() {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();

        remove("users.csv");

        assertFails(Reason.GONE, () -> store().fetch(file, OutputStream.nullOutputStream()));
    }

    @Test
    void doesNotFetchAnotherFileOfTheSameName() {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();

        put("users.csv", "email\nann@example.com\n");

        assertFails(Reason.CHANGED, () -> store().fetch(file, OutputStream.nullOutputStream()));
    }

    @Test
    void passesOnWhatTheStreamThrows() {
        put("users.csv", "email\n");
        var file = store().find("users.csv").orElseThrow();
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new CancellationException("enough");
            }
        };

        assertThatThrownBy(() -> store().fetch(file, full)).isInstanceOf(CancellationException.class);
    }

    @Test
    void saysThatItCannotBeReached() {
        assertFails(Reason.UNREACHABLE, () -> unreachable().find("users.csv"));
    }

    @Test
    void saysThatItIsRefused() {
        put("users.csv", "email\n");
        var refused = refused();

        assertFails(Reason.REFUSED, () -> refused.find("users.csv"));
    }

    protected final String fetched(ExternalFile file) {
        var out = new ByteArrayOutputStream();
        store().fetch(file, out);
        return out.toString(UTF_8);
    }

    protected static void assertFails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ExternalStoreException.class,
                        failure -> assertThat(failure.reason())
                                .as(String.valueOf(failure.getMessage()))
                                .isEqualTo(reason));
    }
}
