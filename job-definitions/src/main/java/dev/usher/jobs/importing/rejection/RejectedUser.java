package dev.usher.jobs.importing.rejection;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rejected record as people may see it.
 *
 * @param user what the record gives, with {@code *****} in place of secrets; empty if it can't be told apart into members
 *     or is not there any more
 * @param cut whether the record was too large for all of it
 */
public record RejectedUser(long record, ObjectNode user, boolean cut, List<StoredRowError> errors) {}
