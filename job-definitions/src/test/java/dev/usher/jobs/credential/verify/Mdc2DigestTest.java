package dev.usher.jobs.credential.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Mdc2DigestTest {

    /** Published values; the one of 24 bytes is OpenSSL's own test. */
    @ParameterizedTest
    @CsvSource({
        "'', 52525252525252522525252525252525",
        "'Now is the time for all ', 42e50cd224baceba760bdd2bd409281a",
        "The quick brown fox jumps over the lazy dog, 000ed54e093d61679aefbeae05bfe33a",
        "The quick brown fox jumps over the lazy cog, 775f59f8e51aec29c57ac6ab850d58e8"
    })
    void isTheDigestOfOpenSsl(String text, String hex) {
        var digest = new Mdc2Digest();

        assertThat(Digests.digest(digest, text.getBytes(US_ASCII)))
                .isEqualTo(HexFormat.of().parseHex(hex));
        assertThat(Digests.digest(digest, text.getBytes(US_ASCII)))
                .as("once more, after its reset")
                .isEqualTo(HexFormat.of().parseHex(hex));
    }
}
