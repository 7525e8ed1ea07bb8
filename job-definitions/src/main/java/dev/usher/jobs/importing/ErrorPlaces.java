package dev.usher.jobs.importing;

import dev.usher.jobs.importing.rejection.Rejection;
import dev.usher.jobs.importing.rejection.Rejection.PlacedError;
import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.row.RowError;
import java.util.ArrayList;

/** Finds line and column of errors from the bytes of their record. */
final class ErrorPlaces {

    private ErrorPlaces() {}

    static Rejection place(RejectedRow row, RecordBlock block, int index) {
        var placed = new ArrayList<PlacedError>();
        for (var error : row.errors()) {
            placed.add(place(row, block, index, error));
        }
        return new Rejection(row.position(), placed);
    }

    private static PlacedError place(RejectedRow row, RecordBlock block, int index, RowError error) {
        long line = row.position().line();
        long column = 1;
        int start = block.start(index);
        int end = start + Math.min(error.at(), block.length(index));
        for (int i = start; i < end; i++) {
            byte b = block.buffer()[i];
            if (b == '\n') {
                line++;
                column = 1;
            } else if ((b & 0xc0) != 0x80) {
                column++;
            }
        }
        return new PlacedError(error, line, column, row.position().offsetBytes() + error.at());
    }
}
