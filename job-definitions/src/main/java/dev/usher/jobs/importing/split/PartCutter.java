package dev.usher.jobs.importing.split;

import dev.usher.jobs.importing.source.FilePart;
import dev.usher.jobs.importing.source.FilePosition;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects places where a file may be cut, and at its end makes parts of about equal size. The size of an unpacked
 * file is known only then, so it keeps places in a grid that becomes coarser as the file grows.
 *
 * <p>Example: 100 MB for 2 workers gives a target of max(1 MB, min(32 MB, 100 MB / (2 * 2))) = 25 MB, hence 4 parts; 10
 * GB give at least 10 GB / 256 = 40 MB each, because there are at most 256.
 */
final class PartCutter {

    private static final int MAX_PARTS = 256;
    private static final long MAX_TARGET_BYTES = 32 << 20;
    private static final int MAX_PLACES = 8192;

    private final List<Place> places = new ArrayList<>();
    private final long minPartBytes;
    private long gridBytes;
    private long nextPlace;

    PartCutter(FilePosition first, long minPartBytes) {
        this.minPartBytes = minPartBytes;
        gridBytes = Math.max(1, minPartBytes / 4);
        places.add(new Place(first, 1));
        nextPlace = first.offsetBytes() + gridBytes;
    }

    /** A position between two records, and its 1-based column in characters. */
    private record Place(FilePosition position, long column) {

        long offsetBytes() {
            return position.offsetBytes();
        }
    }

    boolean wants(long offsetBytes) {
        return offsetBytes >= nextPlace;
    }

    void offer(FilePosition place, long column) {
        places.add(new Place(place, column));
        if (places.size() == MAX_PLACES) {
            gridBytes *= 2;
            for (int i = places.size() - 1; i > 0; i -= 2) {
                places.remove(i);
            }
        }
        nextPlace = place.offsetBytes() + gridBytes;
    }

    List<FilePart> parts(long endOffsetBytes, int workers) {
        Place from = places.get(0);
        long size = endOffsetBytes - from.offsetBytes();
        long target = Math.max(minPartBytes, Math.min(MAX_TARGET_BYTES, size / (2L * workers)));
        // One too many is left as room for the remainder.
        target = Math.max(target, size / (MAX_PARTS - 1) + 1);
        var parts = new ArrayList<FilePart>();
        for (Place place : places) {
            boolean due = place.offsetBytes() - from.offsetBytes() >= target;
            if (due && endOffsetBytes - place.offsetBytes() >= target / 2) {
                parts.add(part(parts.size(), from, place.offsetBytes()));
                from = place;
            }
        }
        parts.add(part(parts.size(), from, endOffsetBytes));
        return parts;
    }

    private static FilePart part(int number, Place from, long end) {
        var position = from.position();
        return new FilePart(number, position.offsetBytes(), end, position.record(), position.line(), from.column());
    }
}
