package dev.usher.app.users;

import dev.usher.jobs.profile.UserColumn;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what is shown of users. Linked identities are no users here. Shared by all threads. */
interface UserProfiles {

    Optional<UserProfile> find(String userId, Set<UserColumn> columns);

    /** Whose own e-mail address is exactly this one, in the order of their ids; a hundred at most. */
    List<UserProfile> findByEmail(String email, Set<UserColumn> columns);
}
