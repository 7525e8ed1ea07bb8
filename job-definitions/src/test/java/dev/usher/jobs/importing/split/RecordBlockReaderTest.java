package dev.usher.jobs.importing.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.jobs.importing.row.RecordBlock;
import dev.usher.jobs.importing.source.InputHints;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordBlockReaderTest {

    @TempDir
    private Path folder;

    @Test
    void boundsABlockInRows() throws IOException {
        assertThat(blockSizes("{}\n".repeat(10), new SplitLimits(100, 1000, 4, 1000)))
                .containsExactly(4, 4, 2);
    }

    @Test
    void boundsABlockInBytes() throws IOException {
        // Three lines of three bytes.
        assertThat(blockSizes("{}\n".repeat(7), new SplitLimits(100, 9, 100, 1000)))
                .containsExactly(3, 3, 1);
    }

    @Test
    void givesALongRecordABlockOfItsOwn() throws IOException {
        String content = "{}\n{}\n{\"name\":\"long\"}\n{}\n{}\n";

        assertThat(blockSizes(content, new SplitLimits(100, 6, 100, 1000))).containsExactly(2, 1, 2);
    }

    @Test
    void keepsBlocksSmallAfterALongRecord() throws IOException {
        String content = "{}\n{\"name\":\"" + "x".repeat(80) + "\"}\n" + "{}\n".repeat(40);

        assertThat(blockSizes(content, new SplitLimits(100, 9, 100, 1000))).allMatch(size -> size <= 3);
    }

    @Test
    void locatesAByteOfARecord() throws IOException {
        Path file = Files.writeString(folder.resolve("input"), "\uFEFF[{\"é\":1},{\n\"x\":2}]");
        ScannedFile scanned = scan(file);
        var part = scanned.parts().get(0);
        try (var reader = RecordBlockReader.open(file, scanned.input(), part, part.start(), SplitLimits.DEFAULT)) {
            RecordBlock block = reader.next().orElseThrow();

            assertThat(reader.locate(block, 1, 0)).hasToString("RecordLocation[line=1, column=10, offsetBytes=13]");
            assertThat(reader.locate(block, 1, 6)).hasToString("RecordLocation[line=2, column=5, offsetBytes=19]");
            assertThat(reader.locate(block, 0, 1)).hasToString("RecordLocation[line=1, column=3, offsetBytes=5]");
        }
    }

    private List<Integer> blockSizes(String content, SplitLimits limits) throws IOException {
        Path file = Files.writeString(folder.resolve("input"), content);
        ScannedFile scanned = scan(file);
        var part = scanned.parts().get(0);
        var sizes = new ArrayList<Integer>();
        try (var reader = RecordBlockReader.open(file, scanned.input(), part, part.start(), limits)) {
            for (var block = reader.next(); block.isPresent(); block = reader.next()) {
                sizes.add(block.get().size());
            }
        }
        return sizes;
    }

    private static ScannedFile scan(Path file) {
        return FileSplitter.scan(new ScanRequest(
                file, OutputStream::nullOutputStream, InputHints.named(""), 1, SplitLimits.DEFAULT, () -> false));
    }
}
