package dev.usher.jobs.importing;

import java.util.regex.Pattern;

/** What people call the rejected rows of a file: {@code users.json.gz} → {@code users-rejected.ndjson}. */
final class RejectsName {

    private static final Pattern STEM =
            Pattern.compile("(?is)(.*?)((?:^|-)rejected)?(?:\\.(?:json|jsonl|ndjson|csv))?(?:\\.gz)?");

    private RejectsName() {}

    /** @param inputName may be anything, also {@code -} for standard input */
    static String of(String inputName, boolean csv) {
        var stem = STEM.matcher(inputName);
        var name = stem.matches() && !stem.group(1).isEmpty() && !stem.group(1).equals("-") ? stem.group(1) + "-" : "";
        return name + "rejected" + (csv ? ".csv" : ".ndjson");
    }
}
