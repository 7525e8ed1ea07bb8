package dev.usher.jobs.importing.parse;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RecordBlock;

/** Reads the records of blocks. One per worker. A record that is wrong is a row with errors, never an exception. */
public interface RowReader {

    RawRow read(RecordBlock block, int index);
}
