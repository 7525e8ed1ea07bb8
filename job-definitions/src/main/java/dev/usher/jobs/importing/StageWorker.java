package dev.usher.jobs.importing;

import dev.usher.jobs.batch.RunningJob;
import dev.usher.jobs.importing.parse.RowReader;
import dev.usher.jobs.importing.rejection.Rejection;
import dev.usher.jobs.importing.rejection.Rejection.PlacedError;
import dev.usher.jobs.importing.rejection.RowErrors;
import dev.usher.jobs.importing.row.AcceptedRow;
import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.row.RowWarning;
import dev.usher.jobs.importing.split.FileParts;
import dev.usher.jobs.importing.split.RecordBlockReader;
import dev.usher.jobs.importing.stage.StagingWriter;
import dev.usher.jobs.importing.validate.RowValidator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Stages one part of the file; one per part.
 *
 * <p>Its item is a block of records: one block is one chunk is one transaction, in which the accepted rows go into the
 * staging table, the others into {@code job_errors}, and the part's position moves behind the block.
 */
final class StageWorker
        implements ItemStreamReader<RecordBlock>, ItemProcessor<RecordBlock, StagedBlock>, ItemWriter<StagedBlock> {

    private final RunningJob job;
    private final int part;
    private final FileParts parts;
    private final Supplier<RecordBlockReader> opener;
    private final RowReader rowReader;
    private final RowValidator validator;
    private final StagingWriter staging;
    private final KeptKeys rejectedKeys;
    private final RowErrors errors;
    private final ImportWarnings warnings;
    private final boolean elements;
    private @Nullable RecordBlockReader reader;

    StageWorker(
            RunningJob job,
            int part,
            FileParts parts,
            Supplier<RecordBlockReader> opener,
            RowReader rowReader,
            RowValidator validator,
            StagingWriter staging,
            KeptKeys rejectedKeys,
            RowErrors errors,
            ImportWarnings warnings,
            boolean elements) {
        this.job = job;
        this.part = part;
        this.parts = parts;
        this.opener = opener;
        this.rowReader = rowReader;
        this.validator = validator;
        this.staging = staging;
        this.rejectedKeys = rejectedKeys;
        this.errors = errors;
        this.warnings = warnings;
        this.elements = elements;
    }

    @Override
    public void open(ExecutionContext context) {
        reader = opener.get();
    }

    @Override
    public @Nullable RecordBlock read() {
        return opened().next().orElse(null);
    }

    @Override
    public StagedBlock process(RecordBlock block) {
        var rejections = new ArrayList<Rejection>();
        Map<RowWarning, Long> warned = new HashMap<>();
        staging.clear();
        rejectedKeys.clear();
        for (int i = 0; i < block.size(); i++) {
            var row = rowReader.read(block, i);
            var outcome = validator.validate(row);
            if (outcome instanceof AcceptedRow accepted) {
                staging.add(accepted, column(block, i));
                accepted.warnings().forEach(warning -> warned.merge(warning, 1L, Long::sum));
            } else if (outcome instanceof RejectedRow rejected) {
                rejections.add(place(rejected, block, i));
                rejectedKeys.add(row, rejected);
            }
        }
        return new StagedBlock(block.size(), rejections, warned);
    }

    /** Only elements of an array begin anywhere but at the first column. */
    private long column(RecordBlock block, int index) {
        return elements ? opened().locate(block, index, 0).column() : 1;
    }

    private Rejection place(RejectedRow row, RecordBlock block, int index) {
        return new Rejection(
                row.position(),
                row.errors().stream()
                        .map(error -> new PlacedError(error, opened().locate(block, index, error.at())))
                        .toList());
    }

    @Override
    public void write(Chunk<? extends StagedBlock> chunk) {
        job.lease().hold();
        for (var block : chunk) {
            staging.write();
            rejectedKeys.write();
            errors.add(job.id(), block.rejections());
            warnings.add(job.id(), part, block.warnings());
            parts.advance(
                    job.id(),
                    part,
                    opened().position(),
                    block.records(),
                    block.rejections().size());
        }
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }

    private RecordBlockReader opened() {
        if (reader == null) {
            throw new IllegalStateException("the part was not opened");
        }
        return reader;
    }
}
