package dev.usher.app.credentials;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.usher.jobs.importing.ImportFailedException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownPasswordsTest {

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void areReadFromCsv(String delimiter) {
        var text =
                "\uFEFFEmail,Password,Remark,connection\r\nann@example.com,\"a,\"\"b\"\" \",x,acme\r\n\r\nbob@example.com,p,,"
                        .replace(",", delimiter);

        assertThat(read(text))
                .containsExactly(
                        new KnownPassword(
                                2,
                                Optional.empty(),
                                Optional.of("ann@example.com"),
                                Optional.of("acme"),
                                "a,\"b\" ".replace(",", delimiter)),
                        new KnownPassword(4, Optional.empty(), Optional.of("bob@example.com"), Optional.empty(), "p"));
    }

    @Test
    void areReadFromNdjson() {
        var text =
                "\n{\"user_id\":\"auth0|1\",\"password\":\"\",\"plan\":{\"a\":1}}\n{\"email\":\"ann@example.com\",\"password\":\"\\\"\"}";

        assertThat(read(text))
                .containsExactly(
                        new KnownPassword(2, Optional.of("auth0|1"), Optional.empty(), Optional.empty(), ""),
                        new KnownPassword(3, Optional.empty(), Optional.of("ann@example.com"), Optional.empty(), "\""));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "~~|the file is empty",
                "~\n \n~|the file is empty",
                "~CANARY,CANARY~|whose first line names its columns",
                "~email\nCANARY~|whose first line names its columns",
                "~password\nCANARY~|whose first line names its columns",
                "~email,password\nCANARY~|Line 2 of the file with passwords has 1 cells, the header 2",
                "~email,password\nCANARY,\"CANARY~|Line 2 of the file with passwords has a quote that is not closed",
                "~email,password\n,CANARY~|Line 2 of the file with passwords needs a password, and a user_id or an email",
                "~{\"password\":\"CANARY\"}~|Line 1 of the file with passwords needs",
                "~{\"email\":\"CANARY\",\"password\":1}~|Line 1 of the file with passwords needs",
                "~{\"email\":\"CANARY\"}\nCANARY~|needs a password",
                "~{\"email\":\"CANARY\",\"password\":\"CANARY~|Line 1 of the file with passwords is no JSON object",
            })
    void sayWhereTheyAreWrongAndRepeatNothing(String text, String message) {
        assertThatExceptionOfType(ImportFailedException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining(message)
                .withMessageNotContaining("CANARY")
                .withNoCause();
    }

    @Test
    void areRefusedWithALineThatDoesNotEnd() {
        assertThatExceptionOfType(ImportFailedException.class)
                .isThrownBy(() -> read("email,password\nann@example.com," + "x".repeat(1 << 16)))
                .withMessage("Line 2 has more than 65536 characters.");
    }

    @Test
    void areRefusedInAnotherEncoding() {
        assertThatExceptionOfType(ImportFailedException.class)
                .isThrownBy(() -> read("email,password\nann@example.com,p\u00e4ss\n".getBytes(ISO_8859_1)))
                .withMessage("The file with passwords is not UTF-8. Save it as UTF-8.");
    }

    @Test
    void doNotPrintThemselves() {
        assertThat(read("email,password\nann@example.com,secret").get(0)).hasToString("KnownPassword[line=2]");
    }

    private static List<KnownPassword> read(String text) {
        return read(text.getBytes(UTF_8));
    }

    private static List<KnownPassword> read(byte[] bytes) {
        try (var passwords = new KnownPasswords(new ByteArrayInputStream(bytes))) {
            return passwords.next(1000);
        }
    }
}
