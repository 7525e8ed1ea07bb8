package dev.usher.jobs.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.jobs.connection.Strategy;
import dev.usher.jobs.testkit.Project;
import dev.usher.jobs.user.UserAttribute;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/import-format.md} says about attributes and strategies is what the code does. */
class ImportFormatDocTest {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]+");

    private final String doc = read();

    @Test
    void tableOfAttributesIsTheCatalogue() {
        List<String> rows = doc.substring(doc.indexOf("<!-- attributes"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .limit(UserAttribute.values().length)
                .map(ImportFormatDocTest::withoutMeaning)
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(UserAttribute.values())
                        .map(ImportFormatDocTest::row)
                        .toList());
    }

    @Test
    void namesEveryStrategy() {
        var refusal = catchThrowableOfType(IllegalArgumentException.class, () -> Strategy.of("no-such-strategy"));
        var known = Objects.requireNonNull(refusal.getMessage());

        var names = NAME.matcher(known.substring(known.indexOf("Known are") + "Known are".length()));
        while (names.find()) {
            assertThat(doc).contains("`" + names.group() + "`");
        }
    }

    private static String row(UserAttribute attribute) {
        return String.join(
                "|",
                "`" + attribute.attributeName() + "`",
                switch (attribute.type()) {
                    case TEXT -> "string";
                    case BOOLEAN -> "boolean";
                    case OBJECT -> "object";
                    case ARRAY -> "array";
                },
                attribute.minLength() == 0 ? "" : attribute.minLength() + "–" + attribute.maxLength(),
                attribute.upsertable()
                        ? "yes"
                        : UserAttribute.UPSERTABLE_ON_REQUEST.contains(attribute) ? "opt-in" : "no");
    }

    private static String withoutMeaning(String line) {
        var cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        return String.join("|", cells.subList(1, 5));
    }

    private static String read() {
        try {
            return Files.readString(Project.root().resolve("docs/import-format.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
