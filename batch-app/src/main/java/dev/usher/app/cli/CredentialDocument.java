package dev.usher.app.cli;

import dev.usher.app.cli.report.Table;
import dev.usher.app.cli.report.Texts;
import dev.usher.app.credentials.CredentialReport;
import dev.usher.app.credentials.CredentialReport.Algorithm;
import dev.usher.app.credentials.CredentialReport.Outcome;
import dev.usher.app.credentials.CredentialReport.WrongRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of known passwords as JSON and as text. */
final class CredentialDocument {

    private static final int SHOWN_ROWS = 20;

    private CredentialDocument() {}

    static Map<String, Object> of(CredentialReport report) {
        var document = new LinkedHashMap<String, Object>();
        document.put("rows", report.rows());
        var algorithms = new LinkedHashMap<String, Object>();
        report.algorithms().forEach(algorithm -> algorithms.put(algorithm.name(), of(algorithm)));
        document.put("algorithms", algorithms);
        report.others().forEach((outcome, rows) -> document.put(outcome.code(), rows));
        document.put(
                "wrong_rows",
                report.wrong().stream().map(CredentialDocument::of).toList());
        return document;
    }

    private static Map<String, Object> of(Algorithm algorithm) {
        var document = new LinkedHashMap<String, Object>();
        document.put("checked", algorithm.checked());
        document.put("matched", algorithm.matched());
        document.put("failed", algorithm.failed());
        document.put("refused", algorithm.refused());
        document.put("would_match_with", algorithm.changes());
        document.put("unexplained", algorithm.unexplained());
        document.put("not_searched", algorithm.notSearched());
        document.put("refusals", algorithm.refusals());
        return document;
    }

    private static Map<String, Object> of(WrongRow row) {
        var document = new LinkedHashMap<String, Object>();
        document.put("line", row.line());
        row.userId().ifPresent(id -> document.put("user_id", id));
        document.put("outcome", row.outcome().code());
        return document;
    }

    static String text(CredentialReport report) {
        var text = new StringBuilder(Texts.rows(report.rows())).append(" of known passwords\n\n");
        var table = Table.of("algorithm", ">checked", ">matched", ">failed", ">refused");
        report.algorithms()
                .forEach(a -> table.add(
                        a.name(),
                        Texts.count(a.checked()),
                        Texts.count(a.matched()),
                        Texts.count(a.failed()),
                        Texts.count(a.refused())));
        text.append(table);
        var findings = new StringBuilder();
        report.algorithms().forEach(algorithm -> append(findings, algorithm));
        report.others()
                .forEach((outcome, rows) -> findings.append(Texts.rows(rows))
                        .append(": ")
                        .append(meaning(outcome))
                        .append('\n'));
        if (!findings.isEmpty()) {
            text.append('\n').append(findings);
        }
        if (!report.wrong().isEmpty()) {
            text.append('\n').append(wrong(report));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Algorithm algorithm) {
        if (algorithm.failed() > 0) {
            text.append(algorithm.name())
                    .append(": ")
                    .append(Texts.count(algorithm.failed()))
                    .append(" of ")
                    .append(Texts.count(algorithm.checked()))
                    .append(" fail; ")
                    .append(explanation(algorithm))
                    .append('\n');
        }
        algorithm
                .refusals()
                .forEach((reason, rows) -> text.append(algorithm.name())
                        .append(": ")
                        .append(Texts.rows(rows))
                        .append(" refused: ")
                        .append(Texts.printable(reason))
                        .append('\n'));
    }

    private static String explanation(Algorithm algorithm) {
        var changes = algorithm.changes();
        if (changes.isEmpty() && algorithm.notSearched() == 0) {
            return "no likely change of the parameters makes them match";
        }
        if (changes.size() == 1 && changes.containsValue(algorithm.failed())) {
            return "they match with " + changes.keySet().iterator().next();
        }
        var parts = new ArrayList<String>();
        changes.forEach((change, rows) -> parts.add(Texts.count(rows) + " match with " + change));
        addUnless0(parts, algorithm.unexplained(), " with no likely change");
        addUnless0(parts, algorithm.notSearched(), " were not looked at");
        return String.join(", ", parts);
    }

    private static void addUnless0(List<String> parts, long rows, String what) {
        if (rows > 0) {
            parts.add(Texts.count(rows) + what);
        }
    }

    private static String wrong(CredentialReport report) {
        var table = Table.of(">line", "outcome", "user_id");
        report.wrong().stream()
                .limit(SHOWN_ROWS)
                .forEach(row -> table.add(
                        Texts.count(row.line()),
                        row.outcome().code(),
                        row.userId().map(Texts::printable).orElse("-")));
        long more = report.wrongRows() - Math.min(SHOWN_ROWS, report.wrong().size());
        return table + (more > 0 ? "and " + Texts.count(more) + " more\n" : "");
    }

    private static String meaning(Outcome outcome) {
        return switch (outcome) {
            case NOT_FOUND -> "no user has this user_id or e-mail address";
            case AMBIGUOUS -> "users of several connections have this e-mail address; name the connection";
            case NO_HASH -> "the user has no password";
            case MATCHED, FAILED, REFUSED -> outcome.code();
        };
    }
}
