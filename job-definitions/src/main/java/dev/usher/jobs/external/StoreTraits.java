package dev.usher.jobs.external;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a store can do, and how its files are to be treated.
 *
 * @param type as the configuration names it
 * @param location for people; holds no secret
 * @param listed whether it can say which files there are; else a file must be named
 * @param writable whether files can be put there
 * @param places to which it moves files that were dealt with; the others stay where they are
 * @param stableFor how long a file must stay the same before it counts as complete; zero where files appear whole
 * @param marker what is added to the name of a complete file to make the name of one that says so
 */
public record StoreTraits(
        String type,
        String location,
        boolean listed,
        boolean writable,
        Set<Place> places,
        Duration stableFor,
        Optional<String> marker,
        FetchLimits limits) {

    public StoreTraits {
        places = Set.copyOf(places);
    }

    public boolean moves(Place to) {
        return places.contains(to);
    }
}
