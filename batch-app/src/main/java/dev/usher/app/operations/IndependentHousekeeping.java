package dev.usher.app.operations;

import dev.usher.app.launch.Housekeeping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several kinds of housekeeping, one after the other, of which none keeps the others from being done. */
record IndependentHousekeeping(List<Housekeeping> kinds) implements Housekeeping {

    IndependentHousekeeping {
        kinds = List.copyOf(kinds);
    }

    /** Throws what the first one threw that failed, with what later ones did. */
    @Override
    public void tidyUp() {
        RuntimeException first = null;
        for (var kind : kinds) {
            first = tidyUp(kind, first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException tidyUp(Housekeeping kind, @Nullable RuntimeException before) {
        try {
            kind.tidyUp();
            return before;
        } catch (RuntimeException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
