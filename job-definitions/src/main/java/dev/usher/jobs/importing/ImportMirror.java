package dev.usher.jobs.importing;

import dev.usher.jobs.batch.RunningJobs;
import dev.usher.jobs.importing.ImportFailedException.Reason;
import dev.usher.jobs.importing.mirror.MirrorProperties;
import dev.usher.jobs.importing.mirror.MirrorRanges;
import dev.usher.jobs.importing.mirror.MirrorRefusal;
import dev.usher.jobs.importing.mirror.MirrorTerms;
import dev.usher.jobs.importing.mirror.Mirrors;
import dev.usher.jobs.importing.mirror.MissingUsers;
import dev.usher.jobs.importing.split.FileParts;
import dev.usher.jobs.importing.stage.AttributeLog;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The two moments at which an import that mirrors its file must think of all users: before the first of them is touched, and
 * when all is done. Shared by jobs.
 */
final class ImportMirror {

    private final RunningJobs runningJobs;
    private final TransactionTemplate ownTransaction;
    private final FileParts parts;
    private final AttributeLog attributes;
    private final Mirrors mirrors;
    private final MirrorRanges ranges;
    private final ImportWarnings warnings;
    private final MirrorProperties settings;
    private final int rangeSize;
    private final JdbcClient jdbc;

    ImportMirror(
            RunningJobs runningJobs,
            TransactionTemplate ownTransaction,
            FileParts parts,
            AttributeLog attributes,
            Mirrors mirrors,
            MirrorRanges ranges,
            ImportWarnings warnings,
            MirrorProperties settings,
            int rangeSize,
            JdbcClient jdbc) {
        this.runningJobs = runningJobs;
        this.ownTransaction = ownTransaction;
        this.parts = parts;
        this.attributes = attributes;
        this.mirrors = mirrors;
        this.ranges = ranges;
        this.warnings = warnings;
        this.settings = settings;
        this.rangeSize = rangeSize;
        this.jdbc = jdbc;
    }

    /**
     * Plans who is to be blocked or deleted, and lets nothing happen at all if a guard stands against it. What was found is
     * kept in any case: whoever is stopped by a guard wants to see who is missing.
     *
     * <p>A restart plans anew, unless the gate was passed: then nothing but the plan counts.
     */
    void plan(ImportRun run) {
        run.mirror(settings).ifPresent(terms -> {
            var against = ownTransaction.execute(status -> {
                runningJobs.require(run.jobId()).lease().hold();
                return guardsAgainst(run, terms);
            });
            if (against != null && !against.isEmpty()) {
                throw new ImportFailedException(Reason.MIRROR_GUARD, sentence(run, terms, against));
            }
        });
    }

    private List<String> guardsAgainst(ImportRun run, MirrorTerms terms) {
        var jobId = run.jobId();
        mirrors.clear(jobId);
        warnings.forgetMirrorRefusal(jobId);
        boolean dryRun = run.request().dryRun();
        if (!dryRun && !mirrors.lock(run.connection().id(), jobId)) {
            refuse(run, terms, MirrorRefusal.NEWER_RUN, 0);
            return List.of();
        }
        var missing = new MissingUsers(jdbc, jobId, run.upsertRules(), run.staging(), attributes.of(jobId));
        long unknown = missing.countUnknownRecords();
        if (unknown > 0) {
            refuse(run, terms, MirrorRefusal.UNKNOWN_RECORDS, unknown);
            return List.of();
        }
        var counts = missing.find(terms, parts.findInput(jobId).orElseThrow().records());
        var against =
                terms.overrideGuards() ? List.<String>of() : terms.guards().standingAgainst(counts);
        mirrors.save(jobId, terms.action(), against.isEmpty(), counts);
        if (against.isEmpty() && !dryRun) {
            ranges.cut(jobId, rangeSize);
            mirrors.register(run.connection().id(), jobId);
        }
        return against;
    }

    private static String sentence(ImportRun run, MirrorTerms terms, List<String> against) {
        return "A guard of the mirror stands against it: " + String.join(", and ", against) + ". No user was touched."
                + " 'usher jobs absent " + run.jobId() + "' lists who would have been "
                + terms.action().participle()
                + ". If that is right, import the file again with --override-guard ONCE (in a request:"
                + " override_guards = true), which lets that one job pass.";
    }

    /**
     * Notes what became of the mirror, and counts the run for those who have grace left. In the transaction of the
     * calling thread, which is the last of the job: a run that did not come to its end is not counted.
     */
    void settle(ImportRun run) {
        var terms = run.mirror(settings);
        if (terms.isEmpty() || run.request().dryRun() || !mirrors.isPlanned(run.jobId())) {
            return;
        }
        mirrors.applied(run.jobId());
        if (mirrors.isLast(run.connection().id(), run.jobId())) {
            mirrors.countRun(run.connection().id(), run.jobId());
        } else if (ranges.countOpen(run.jobId()) > 0) {
            refuse(run, terms.get(), MirrorRefusal.NEWER_RUN, 0);
        }
    }

    private void refuse(ImportRun run, MirrorTerms terms, MirrorRefusal reason, long records) {
        mirrors.refuse(run.jobId(), terms.action(), reason);
        warnings.addMirrorRefusal(run.jobId(), reason, records);
    }
}
