package dev.usher.jobs.importing.stage;

import dev.usher.jobs.user.UserAttribute;
import java.util.Set;

/**
 * Which attributes the staged rows of a job give at all, so that no statement looks at the others.
 *
 * @param given attributes that at least one row gives a value
 * @param unset attributes that at least one row sets to null
 */
public record StagedAttributes(Set<UserAttribute> given, Set<UserAttribute> unset) {

    public StagedAttributes {
        given = Set.copyOf(given);
        unset = Set.copyOf(unset);
    }

    /** Whether any row gives or unsets an attribute. */
    public boolean mentions(UserAttribute attribute) {
        return given.contains(attribute) || unset.contains(attribute);
    }
}
