package dev.usher.bench;

import java.util.List;

/**
 * Whether a phase keeps its pace.
 *
 * @param ratio rate of the last tenth divided by the rate of the first
 */
record PhaseTenths(String phase, double seconds, double ratio) {

    /**
     * What was committed at a moment.
     *
     * @param done work so far, in whatever unit
     */
    record Sample(double seconds, double done) {}

    /** From samples that begin with the last at which nothing was done and end with the first at which all was. */
    static PhaseTenths of(String phase, List<Sample> samples) {
        double all = samples.get(samples.size() - 1).done();
        double start = samples.get(0).seconds();
        double end = samples.get(samples.size() - 1).seconds();
        double first = secondsAt(samples, all / 10) - start;
        double last = end - secondsAt(samples, all - all / 10);
        return new PhaseTenths(phase, end - start, last > 0 ? first / last : 1);
    }

    /** When so much was done, on a straight line between the samples around it. */
    private static double secondsAt(List<Sample> samples, double done) {
        for (int i = 1; i < samples.size(); i++) {
            var after = samples.get(i);
            if (after.done() >= done) {
                var before = samples.get(i - 1);
                double part = (done - before.done()) / (after.done() - before.done());
                return before.seconds() + part * (after.seconds() - before.seconds());
            }
        }
        return samples.get(samples.size() - 1).seconds();
    }
}
