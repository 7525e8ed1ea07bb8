package dev.usher.app.cli.report;

import dev.usher.jobs.importing.ImportFileCheck;
import dev.usher.jobs.importing.rejection.StoredRowError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a check without a database found; one per check, used by one thread. */
public final class CheckReport {

    private static final int SHOWN = 20;

    private final String file;
    private final List<StoredRowError> first = new ArrayList<>();
    private boolean more;

    public CheckReport(String file) {
        this.file = file;
    }

    /** Only the first ones are kept. */
    public void addError(StoredRowError error) {
        if (first.size() < SHOWN) {
            first.add(error);
        } else {
            more = true;
        }
    }

    public String text(ImportFileCheck.Result result) {
        var text = new StringBuilder();
        text.append(Texts.printable(file)).append(result.rejected() == 0 ? ": no wrong row\n\n" : "\n\n");
        text.append(Table.of(">read", ">valid", ">rejected")
                .add(
                        Texts.count(result.rows()),
                        Texts.count(result.rows() - result.rejected()),
                        Texts.count(result.rejected())));
        JobReport.appendErrors(text, result.counts());
        JobReport.appendWarnings(text, result.warnings());
        if (!first.isEmpty()) {
            text.append('\n').append(ErrorListing.table(first));
        }
        if (more) {
            text.append("and more; --errors-to FILE writes them all\n");
        }
        return text.toString();
    }

    public Map<String, Object> document(ImportFileCheck.Result result) {
        var document = new LinkedHashMap<String, Object>();
        document.put("file", file);
        document.put("rows", result.rows());
        document.put("valid", result.rows() - result.rejected());
        document.put("rejected", result.rejected());
        document.put("errors", JobDocument.errors(result.counts()));
        document.put("warnings", result.warnings());
        return document;
    }
}
