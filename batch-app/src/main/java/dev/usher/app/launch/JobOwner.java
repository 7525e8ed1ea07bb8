package dev.usher.app.launch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who owns a job and since when nothing was heard of them.
 *
 * @param store whose servers may run it; null for a job of a command line
 * @param leftoversRemoved whether what a restart needs is gone
 * @param token of the lease; null if nobody ever had one
 * @param node null if the owner left in good order or there is none
 * @param silent how long the node's last sign of life is ago
 */
record JobOwner(
        String status,
        @Nullable String store,
        boolean leftoversRemoved,
        @Nullable Long token,
        @Nullable Node node,
        Duration silent) {

    /** Whether nobody is left who could bring the job to its end. */
    boolean isGone(Duration lease) {
        return node == null || node.isKnownDead() || silent.compareTo(lease) > 0;
    }

    boolean is(Node other) {
        return node != null && node.id().equals(other.id());
    }
}
