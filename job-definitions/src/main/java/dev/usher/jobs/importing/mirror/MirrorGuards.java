package dev.usher.jobs.importing.mirror;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What keeps a wrong file from emptying a connection. Each guard counts by itself; over any of them nothing is applied.
 *
 * @param maxUsers at most so many users are blocked or deleted
 * @param maxPercent the same in percent of the users to whom it could happen, rounded up to a whole user; 0 to 100
 * @param minRows the file must have so many rows
 */
public record MirrorGuards(long maxUsers, BigDecimal maxPercent, long minRows) {

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /** How many users the percentage is: 5 % of 41 users are 3. */
    public long mostByPercentage(long users) {
        return maxPercent
                .multiply(BigDecimal.valueOf(users))
                .divide(ALL, 0, RoundingMode.CEILING)
                .longValueExact();
    }

    /** A part of a sentence for each guard that stands against it: which one, and by how much. */
    public List<String> standingAgainst(MirrorCounts counts) {
        var against = new ArrayList<String>();
        if (counts.due() > maxUsers) {
            against.add((counts.due() - maxUsers) + " more users than max_users = " + maxUsers);
        }
        long most = mostByPercentage(counts.users());
        if (counts.due() > most) {
            against.add((counts.due() - most) + " more users than max_percent = " + maxPercent.toPlainString() + " ("
                    + most + " of " + counts.users() + ")");
        }
        if (counts.rows() < minRows) {
            against.add((minRows - counts.rows()) + " rows fewer in the file than min_rows = " + minRows);
        }
        return against;
    }
}
