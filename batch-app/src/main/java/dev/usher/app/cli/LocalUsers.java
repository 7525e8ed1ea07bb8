package dev.usher.app.cli;

import dev.usher.app.cli.remote.ValidatorSentence;
import dev.usher.app.cli.report.Json;
import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import dev.usher.app.users.InvalidUserException;
import dev.usher.app.users.ShownColumns;
import dev.usher.app.users.UserPage;
import dev.usher.app.users.UserProfile;
import dev.usher.app.users.UserSearch;
import dev.usher.app.users.UserService;
import dev.usher.jobs.connection.Connections;
import dev.usher.jobs.search.UserQuery;
import dev.usher.jobs.search.UserSort;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The users of the database itself. */
final class LocalUsers implements UserDesk {

    private final UserService users;
    private final Connections connections;

    LocalUsers(UserService users, Connections connections) {
        this.users = users;
        this.connections = connections;
    }

    @Override
    public Optional<JsonNode> find(String id) {
        try {
            return Optional.of(document(users.require(id, ShownColumns.ALL)));
        } catch (ProblemException e) {
            if (e.type() == ProblemType.USER_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<JsonNode> findByEmail(String email) {
        return documents(users.findByEmail(email, ShownColumns.ALL));
    }

    @Override
    public List<JsonNode> list(Filter filter, int limit) {
        return documents(search(filter, limit).users());
    }

    @Override
    public long count(Filter filter) {
        return search(filter, 0).total().orElseThrow();
    }

    private UserPage search(Filter filter, int limit) {
        var connection = filter.connection() == null ? null : name(filter.connection());
        return users.search(new UserSearch(
                filter.q() == null ? null : UserQuery.parse(filter.q()),
                connection,
                filter.sort() == null ? UserSort.DEFAULT : UserSort.parse(filter.sort()),
                0,
                limit,
                limit == 0,
                filter.complete() ? ShownColumns.ALL : ShownColumns.only(UserDocument.LISTED)));
    }

    @Override
    public JsonNode create(ObjectNode body) {
        return document(judged(() -> users.create(UserArguments.withConnection(body, this::name))));
    }

    @Override
    public JsonNode update(String id, ObjectNode body) {
        return document(judged(() -> users.update(id, UserArguments.withConnection(body, this::name))));
    }

    @Override
    public boolean delete(String id) {
        boolean found = find(id).isPresent();
        users.delete(id);
        return found;
    }

    @Override
    public JsonNode link(String id, Identity identity) {
        return identities(judged(() -> users.link(id, identity.provider(), identity.id(), null)));
    }

    @Override
    public JsonNode unlink(String id, Identity identity) {
        return identities(judged(() -> users.unlink(id, identity.provider(), identity.id())));
    }

    private String name(String nameOrId) {
        return ConnectionLookup.require(connections, nameOrId).name();
    }

    private static UserProfile judged(Supplier<UserProfile> work) {
        try {
            return work.get();
        } catch (InvalidUserException e) {
            // Not as the cause: its message may repeat a value, and causes are logged.
            throw new UsageException(
                    (e.path().isEmpty() ? "" : e.path() + ": ") + ValidatorSentence.withoutValue(e.sentence()) + ".");
        } catch (ProblemException e) {
            if (e.type() == ProblemType.USER_NOT_FOUND) {
                throw UserArguments.noUser();
            }
            throw e;
        }
    }

    private static List<JsonNode> documents(List<UserProfile> profiles) {
        return profiles.stream().map(LocalUsers::document).toList();
    }

    private static JsonNode document(UserProfile profile) {
        return Json.read(Json.write(profile));
    }

    private static JsonNode identities(UserProfile profile) {
        return document(profile).path("identities");
    }
}
