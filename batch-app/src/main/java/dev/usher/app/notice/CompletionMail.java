package dev.usher.app.notice;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/**
 * The words of a mail about a job that has ended.
 *
 * @param plain for who reads no HTML; both say the same
 */
record CompletionMail(String subject, String plain, String html) {

    /**
     * @param job the {@code data} of a notice
     * @param link to the job; null for none
     */
    static CompletionMail of(JsonNode job, @Nullable String link) {
        var subject = subject(job);
        var facts = facts(job);
        return new CompletionMail(subject, plain(subject, facts, link), html(subject, facts, link));
    }

    private static String subject(JsonNode job) {
        boolean export = text(job, "type").equals("users_export");
        var kind = export ? "export" : "import";
        var connection = text(job, "connection");
        return (job.path("dry_run").booleanValue(false) ? "Dry run of the " + kind : export ? "Export" : "Import")
                + (connection.isEmpty() ? "" : (export ? " of " : " into ") + connection)
                + " " + text(job, "status") + MirrorWords.butNobody(job);
    }

    /** In the order in which they are shown. */
    private static Map<String, String> facts(JsonNode job) {
        var facts = new LinkedHashMap<String, String>();
        var summary = job.path("summary");
        put(facts, "Job", text(job, "id"));
        put(facts, "External id", text(job, "external_id"));
        put(facts, "Reason", text(job, "status_code"));
        put(facts, "Users", count(summary, "total"));
        put(facts, "Inserted", count(summary, "inserted"));
        put(facts, "Updated", count(summary, "updated"));
        put(facts, "Rejected", count(summary, "failed"));
        facts.putAll(MirrorWords.facts(job.path("mirror")));
        put(facts, "Submitted", text(job, "created_at"));
        put(facts, "Started", text(job, "started_at"));
        put(facts, "Finished", text(job, "finished_at"));
        return facts;
    }

    private static void put(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.put(name, value);
        }
    }

    static String text(JsonNode object, String member) {
        return object.path(member).stringValue("");
    }

    /** Empty if there is none. */
    static String count(JsonNode counts, String member) {
        var count = counts.path(member);
        return count.isIntegralNumber() ? String.format(Locale.ROOT, "%,d", count.longValue()) : "";
    }

    private static String plain(String subject, Map<String, String> facts, @Nullable String link) {
        return subject + ".\n\n"
                + facts.entrySet().stream()
                        .map(fact -> String.format(Locale.ROOT, "%-12s %s%n", fact.getKey(), fact.getValue()))
                        .collect(Collectors.joining())
                + (link == null ? "" : "\n" + link + "\n");
    }

    private static String html(String subject, Map<String, String> facts, @Nullable String link) {
        return "<!DOCTYPE html>\n<html lang=\"en\"><body>\n<p>" + HtmlUtils.htmlEscape(subject) + ".</p>\n<table>\n"
                + facts.entrySet().stream()
                        .map(fact -> "<tr><th align=\"left\">" + HtmlUtils.htmlEscape(fact.getKey()) + "</th><td>"
                                + HtmlUtils.htmlEscape(fact.getValue()) + "</td></tr>\n")
                        .collect(Collectors.joining())
                + "</table>\n"
                + (link == null ? "" : "<p><a href=\"" + HtmlUtils.htmlEscape(link) + "\">Show the job</a></p>\n")
                + "</body></html>\n";
    }
}
