package dev.usher.app.rest.limit;

import java.util.HashMap;
import java.util.Map;

/**
 * Who is sending a body at this moment: some at once, and few of them from the same address, so that nobody alone can keep all
 * the others from it. Shared by all requests.
 */
final class BodyPlaces {

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    BodyPlaces(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Whether there was a place, which has to be left again. */
    synchronized boolean enter(String address) {
        int ofOne = taken.getOrDefault(address, 0);
        if (all == most || ofOne == mostOfOne) {
            return false;
        }
        taken.put(address, ofOne + 1);
        all++;
        return true;
    }

    synchronized void leave(String address) {
        taken.computeIfPresent(address, (key, ofOne) -> ofOne == 1 ? null : ofOne - 1);
        all--;
    }
}
