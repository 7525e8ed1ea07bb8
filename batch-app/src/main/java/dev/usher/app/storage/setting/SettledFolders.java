package dev.usher.app.storage.setting;

import dev.usher.jobs.external.Place;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * The folders within a store to which files are moved that were dealt with.
 *
 * @param names by their place; those of an empty setting are missing
 */
public record SettledFolders(Map<Place, String> names) {

    public SettledFolders {
        names = Map.copyOf(names);
    }

    /** @throws IllegalArgumentException if one is not the name of a folder */
    static SettledFolders of(String done, String failed) {
        var names = new EnumMap<Place, String>(Place.class);
        put(names, Place.DONE, "done", done);
        put(names, Place.FAILED, "failed", failed);
        if (!done.isEmpty() && done.equals(failed)) {
            throw new IllegalArgumentException("done and failed name the same folder; give each its own");
        }
        return new SettledFolders(names);
    }

    private static void put(Map<Place, String> names, Place place, String setting, String name) {
        if (name.isEmpty()) {
            return;
        }
        if (name.startsWith(".") || name.contains("/") || name.contains("\\")) {
            throw new IllegalArgumentException(
                    setting + " is the name of a folder within the store, without / and not hidden");
        }
        names.put(place, name);
    }

    public Set<Place> places() {
        return names.keySet();
    }

    /** @throws IllegalArgumentException if files are not moved there */
    public String require(Place place) {
        var name = names.get(place);
        if (name == null) {
            throw new IllegalArgumentException("files are not moved to " + place);
        }
        return name;
    }
}
