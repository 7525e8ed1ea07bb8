package dev.usher.app.fault;

import dev.usher.app.fault.FaultProxy.Fault;
import dev.usher.app.fault.FaultProxy.Phase;
import dev.usher.app.fault.FaultProxy.Then;
import dev.usher.app.fault.FaultProxy.When;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * {@code kill -9} at a COMMIT: half of them exactly there, before the server gets it or after it has done it; the others up
 * to 40 ms later, in the midst of whatever is under way then.
 */
final class Kills implements AfterAllCallback {

    private static final int MAX_DELAY_MS = 40;

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    /** @param commits about how many transactions the phase has */
    Fault at(Phase phase, int commits, SplittableRandom random, UsherProcess victim) {
        var when = random.nextBoolean() ? When.BEFORE_COMMIT : When.AFTER_COMMIT;
        int nth = 1 + random.nextInt(commits);
        if (random.nextBoolean() || phase.compareTo(Phase.FINISH) >= 0) {
            return new Fault(phase, nth, when, Then.CUT, victim::kill);
        }
        int delay = 1 + random.nextInt(MAX_DELAY_MS);
        return new Fault(phase, nth, when, Then.PASS_ON, () -> {
            var unused = later.schedule(victim::kill, delay, TimeUnit.MILLISECONDS);
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        later.shutdownNow();
    }
}
