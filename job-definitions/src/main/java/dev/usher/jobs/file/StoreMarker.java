package dev.usher.jobs.file;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file in the folder of a store that says which one it is; whoever comes first makes it. */
record StoreMarker(Path file) {

    static final String NAME = "store-id";

    static StoreMarker in(Path folder) {
        return new StoreMarker(folder.resolve(NAME));
    }

    /** @param proposal the id if there is none yet */
    String readOrMake(String proposal) throws IOException {
        if (!Files.exists(file)) {
            make(proposal);
        }
        return Files.readString(file, US_ASCII).strip();
    }

    /** Whole or not at all, and for good: jobs that wait for the store name its id. */
    private void make(String id) throws IOException {
        try (var marker = PrivateFile.create(file)) {
            marker.write((id + "\n").getBytes(US_ASCII));
            marker.sync();
            marker.publishNew();
            try (var folder = FileChannel.open(file.resolveSibling(""), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its id counts.
        }
    }
}
