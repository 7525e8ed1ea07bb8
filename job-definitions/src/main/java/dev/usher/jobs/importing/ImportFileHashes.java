package dev.usher.jobs.importing;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RowValue;
import dev.usher.jobs.importing.validate.JdkJson;
import dev.usher.jobs.user.UserAttribute;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The password hashes of a file that could be imported, as it gives them: nothing is validated. */
public final class ImportFileHashes {

    private ImportFileHashes() {}

    /**
     * Who has which hash.
     *
     * @param customHash the members of the JSON object, as {@code CustomPasswordHash} reads them
     */
    public record UserHash(
            Optional<String> userId,
            Optional<String> email,
            Optional<String> passwordHash,
            Optional<Map<String, @Nullable Object>> customHash) {

        @Override
        public String toString() {
            return "UserHash";
        }
    }

    /**
     * Reads the whole file in constant memory.
     *
     * @param users is told of each row in turn
     * @return number of rows
     * @throws ImportFailedException if the file as a whole is not what it should be
     */
    public static long forEach(Path file, Consumer<UserHash> users) {
        return FileRows.read(file, UserImportRequest.Format.AUTO, UserImportRequest.Csv.DEFAULTS, rows -> {
            rows.forEach((row, reader, block, index) -> users.accept(hashOf(row)));
            return rows.scanned().records();
        });
    }

    private static UserHash hashOf(RawRow row) {
        Optional<Map<String, @Nullable Object>> custom =
                row.values().get(UserAttribute.CUSTOM_PASSWORD_HASH) instanceof RowValue.Obj object
                        ? Optional.of(JdkJson.of(object))
                        : Optional.empty();
        return new UserHash(
                text(row, UserAttribute.USER_ID),
                text(row, UserAttribute.EMAIL),
                text(row, UserAttribute.PASSWORD_HASH),
                custom);
    }

    private static Optional<String> text(RawRow row, UserAttribute attribute) {
        return row.values().get(attribute) instanceof RowValue.Text text ? Optional.of(text.value()) : Optional.empty();
    }
}
