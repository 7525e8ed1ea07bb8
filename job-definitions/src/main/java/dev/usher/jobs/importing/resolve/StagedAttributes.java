package dev.usher.jobs.importing.resolve;

import dev.usher.jobs.importing.stage.StagingTable;
import dev.usher.jobs.user.UserAttribute;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    /** Whether at least one row says anything about an attribute. */
    public boolean mentions(UserAttribute attribute) {
        return given.contains(attribute) || unset.contains(attribute);
    }

    /** Reads the whole staging table once. */
    public static StagedAttributes read(JdbcClient jdbc, StagingTable staging) {
        var counts = Arrays.stream(UserAttribute.values())
                .map(a -> "count(" + a.attributeName() + ") > 0 AS " + a.attributeName())
                .collect(Collectors.joining(", "));
        return jdbc.sql("SELECT " + counts + ", coalesce(bit_or(unset), 0) AS unset FROM " + staging.name())
                .query((row, number) -> {
                    var given = EnumSet.noneOf(UserAttribute.class);
                    var unset = EnumSet.noneOf(UserAttribute.class);
                    int bits = row.getInt("unset");
                    for (var attribute : UserAttribute.values()) {
                        if (row.getBoolean(attribute.attributeName())) {
                            given.add(attribute);
                        }
                        if ((bits & StagingTable.unsetBit(attribute)) != 0) {
                            unset.add(attribute);
                        }
                    }
                    return new StagedAttributes(given, unset);
                })
                .single();
    }
}
