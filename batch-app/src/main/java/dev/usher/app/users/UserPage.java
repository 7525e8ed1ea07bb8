package dev.usher.app.users;

import java.util.List;
import java.util.OptionalLong;

/**
 * Users that match a search, in its order.
 *
 * @param total how many there are on all pages; empty if nobody asked
 */
public record UserPage(List<UserProfile> users, OptionalLong total) {}
