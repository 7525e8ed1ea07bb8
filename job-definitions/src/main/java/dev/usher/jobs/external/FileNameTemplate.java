package dev.usher.jobs.external;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of exported files. In {@code users-{date}.ndjson.gz} the day stands for <code>{date}</code>, as {@code 2026-01-31};
 * <code>{time}</code> is the time as {@code 235959}, both in UTC and of the moment when the job was submitted;
 * <code>{job}</code> is its id.
 */
final class FileNameTemplate {

    private static final int MAX_CHARS = 200;
    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern KNOWN = Pattern.compile("date|time|job");
    private static final String DATE_VARIABLE = "{date}";
    private static final String JOB_VARIABLE = "{job}";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private FileNameTemplate() {}

    static void requireValid(String template) {
        if (template.isEmpty() || template.length() > MAX_CHARS) {
            throw new IllegalArgumentException("the name of a file must have 1 to " + MAX_CHARS + " characters");
        }
        var variables = VARIABLE.matcher(template);
        while (variables.find()) {
            if (!KNOWN.matcher(variables.group(1)).matches()) {
                throw new IllegalArgumentException("in the name of a file {" + variables.group(1)
                        + "} means nothing: use {date}, {time} or {job}");
            }
        }
        if (template.startsWith(".") || template.chars().anyMatch(FileNameTemplate::leadsElsewhere)) {
            throw new IllegalArgumentException(
                    "the name of a file has no folder, none of \\ * ? and begins with no dot");
        }
    }

    static boolean hasDate(String template) {
        return template.contains(DATE_VARIABLE);
    }

    static boolean hasJob(String template) {
        return template.contains(JOB_VARIABLE);
    }

    private static boolean leadsElsewhere(int c) {
        return c == '/' || c == '\\' || c == '*' || c == '?' || Character.isISOControl(c);
    }

    static String fill(String template, String jobId, Instant createdAt) {
        return template.replace(DATE_VARIABLE, DATE.format(createdAt))
                .replace("{time}", TIME.format(createdAt))
                .replace(JOB_VARIABLE, jobId);
    }
}
