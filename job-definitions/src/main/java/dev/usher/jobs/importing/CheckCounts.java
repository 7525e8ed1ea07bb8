package dev.usher.jobs.importing;

import static java.util.Comparator.comparing;

import dev.usher.jobs.importing.rejection.ErrorCount;
import dev.usher.jobs.importing.rejection.RejectedRecord;
import dev.usher.jobs.importing.rejection.StoredRowError;
import dev.usher.jobs.importing.row.AcceptedRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a check finds, without keeping rows. */
final class CheckCounts {

    private static final int FIRST_LINES = 5;

    private final Map<String, CodeCount> codes = new TreeMap<>();
    private final Map<String, Long> warnings = new TreeMap<>();
    private long rejected;

    private static final class CodeCount {
        private long rows;
        private final List<Long> firstLines = new ArrayList<>();
    }

    void add(AcceptedRow row) {
        row.warnings().forEach(warning -> warn(warning.sentence(), 1));
    }

    void warn(String about, long rows) {
        warnings.merge(about, rows, Long::sum);
    }

    void add(RejectedRecord record) {
        rejected++;
        var seen = new HashSet<String>();
        for (StoredRowError error : record.errors()) {
            if (seen.add(error.code())) {
                var count = codes.computeIfAbsent(error.code(), code -> new CodeCount());
                count.rows++;
                if (count.firstLines.size() < FIRST_LINES) {
                    count.firstLines.add(error.line());
                }
            }
        }
    }

    ImportFileCheck.Result result(long rows) {
        var counts = codes.entrySet().stream()
                .map(e -> new ErrorCount(e.getKey(), e.getValue().rows, List.copyOf(e.getValue().firstLines)))
                .sorted(comparing(ErrorCount::rows).reversed().thenComparing(ErrorCount::code))
                .toList();
        return new ImportFileCheck.Result(rows, rejected, counts, Map.copyOf(warnings));
    }
}
