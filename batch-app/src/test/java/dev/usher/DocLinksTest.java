package dev.usher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the documents lead somewhere: to a file that exists, and to a heading in it. */
class DocLinksTest {

    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");
    private static final Pattern NOT_IN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

    @Test
    void leadSomewhere() throws IOException {
        var documents = documents();
        var broken = new ArrayList<String>();
        int links = 0;
        for (var document : documents) {
            var link =
                    LINK.matcher(CODE_BLOCK.matcher(Files.readString(document)).replaceAll(""));
            while (link.find()) {
                var target = link.group(1);
                if (!target.matches("[a-z]+:.*")) {
                    links++;
                    if (!exists(document, target)) {
                        broken.add(Project.root().relativize(document) + ": " + target);
                    }
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(links).as("links that were looked at").isGreaterThan(20);
    }

    private static boolean exists(Path document, String link) throws IOException {
        int hash = link.indexOf('#');
        var file = hash < 0 ? link : link.substring(0, hash);
        var target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        return Files.exists(target)
                && (hash < 0 || anchors(Files.readString(target)).contains(link.substring(hash + 1)));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(String text) {
        var anchors = new HashSet<String>();
        var heading = HEADING.matcher(CODE_BLOCK.matcher(text).replaceAll(""));
        while (heading.find()) {
            var words = NOT_IN_ANCHOR.matcher(heading.group(1)).replaceAll("");
            anchors.add(words.toLowerCase(Locale.ROOT).replace(' ', '-'));
        }
        return anchors;
    }

    private static List<Path> documents() throws IOException {
        var root = Project.root();
        var documents = new ArrayList<Path>(List.of(root.resolve("README.md")));
        for (var folder : List.of("docs", "samples")) {
            try (Stream<Path> files = Files.walk(root.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
            }
        }
        return documents;
    }
}
