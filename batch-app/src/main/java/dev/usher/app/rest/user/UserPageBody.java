package dev.usher.app.rest.user;

import dev.usher.app.users.UserPage;
import dev.usher.app.users.UserProfile;
import dev.usher.app.users.UserSearch;
import java.util.List;

/**
 * A page of users with what is known of all of them.
 *
 * @param start how many come before this page
 * @param limit how many a page holds at most
 * @param length how many this page holds
 * @param total how many there are on all pages
 */
record UserPageBody(long start, int limit, int length, List<UserProfile> users, long total) {

    static UserPageBody of(UserSearch search, UserPage page) {
        return new UserPageBody(
                search.start(),
                search.limit(),
                page.users().size(),
                page.users(),
                page.total().orElseThrow());
    }
}
