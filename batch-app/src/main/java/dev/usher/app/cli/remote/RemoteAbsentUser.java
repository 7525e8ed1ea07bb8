package dev.usher.app.cli.remote;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A user who is missing from the file of an import, as a server tells of it.
 *
 * @param missedRuns in how many runs, one after the other, that job included
 * @param due whether no run of grace was left
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record RemoteAbsentUser(String userId, int missedRuns, boolean due) {}
