package dev.usher.app.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {

    private static final Path DOCS = Path.of("..", "docs", "notices.md");

    @TempDir
    Path folder;

    /** The example of the specification. */
    @Test
    void isThatOfStandardWebhooks() {
        var secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(Signature.header(
                        List.of(secret), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    /** The very lines that the documentation prints, with the very values that it prints. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theLinesInTheDocumentationVerifyIt() throws IOException, InterruptedException {
        var script = folder.resolve("verify.sh");
        var matcher = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCS));
        assertThat(matcher.find()).isTrue();
        Files.writeString(script, matcher.group(1));

        var process = new ProcessBuilder("sh", script.toString())
                .redirectErrorStream(true)
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed.strip()).isEqualTo("good");
    }
}
