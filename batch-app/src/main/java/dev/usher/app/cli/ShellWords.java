package dev.usher.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a command that somebody may paste into a shell. */
final class ShellWords {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private final List<String> words = new ArrayList<>();

    ShellWords add(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    /** Joined, with quotes where a shell would see more than a word. */
    @Override
    public String toString() {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
