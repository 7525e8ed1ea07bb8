package dev.usher.app.credentials;

import dev.usher.app.credentials.CredentialReport.Outcome;
import dev.usher.app.credentials.CredentialReport.WrongRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts rows. For one thread. */
final class ReportBuilder {

    private static final int MAX_WRONG_ROWS = 100;

    private final Map<String, Tally> tallies = new TreeMap<>();
    private final Map<Outcome, Long> others = new EnumMap<>(Outcome.class);
    private final List<WrongRow> wrong = new ArrayList<>();
    private long rows;

    private static final class Tally {
        private long matched;
        private long failed;
        private long notSearched;
        private final Map<String, Long> changes = new LinkedHashMap<>();
        private final Map<String, Long> refusals = new LinkedHashMap<>();

        private void add(CheckedRow row) {
            switch (row.outcome()) {
                case MATCHED -> matched++;
                case FAILED -> {
                    failed++;
                    notSearched += row.searched() ? 0 : 1;
                    row.detail().ifPresent(change -> changes.merge(change, 1L, Long::sum));
                }
                default -> row.detail().ifPresent(reason -> refusals.merge(reason, 1L, Long::sum));
            }
        }

        private CredentialReport.Algorithm named(String name) {
            return new CredentialReport.Algorithm(
                    name, matched, failed, mostFrequentFirst(changes), notSearched, mostFrequentFirst(refusals));
        }

        private static Map<String, Long> mostFrequentFirst(Map<String, Long> counts) {
            var sorted = new LinkedHashMap<String, Long>();
            counts.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .forEach(count -> sorted.put(count.getKey(), count.getValue()));
            return sorted;
        }
    }

    void add(CheckedRow row) {
        rows++;
        row.algorithm()
                .ifPresentOrElse(
                        name -> tallies.computeIfAbsent(name, n -> new Tally()).add(row),
                        () -> others.merge(row.outcome(), 1L, Long::sum));
        if (row.outcome() != Outcome.MATCHED && wrong.size() < MAX_WRONG_ROWS) {
            wrong.add(new WrongRow(row.line(), row.userId(), row.outcome()));
        }
    }

    CredentialReport build() {
        wrong.sort(Comparator.comparingLong(WrongRow::line));
        var algorithms = new ArrayList<CredentialReport.Algorithm>();
        tallies.forEach((name, tally) -> algorithms.add(tally.named(name)));
        return new CredentialReport(rows, algorithms, others, wrong);
    }
}
