package dev.usher.jobs.importing;

import static java.util.Objects.requireNonNullElse;

import dev.usher.jobs.importing.MirrorFile.Row;
import dev.usher.jobs.importing.MirrorWorld.Note;
import dev.usher.jobs.importing.MirrorWorld.User;
import dev.usher.jobs.importing.UserImportRequest.Mirror;
import dev.usher.jobs.importing.UserImportRequest.Mirror.Action;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules of a mirror once more, user by user, to be compared with what the engine does set-based. */
final class MirrorOracle {

    private final MirrorWorld world;
    private final MirrorFile file;
    private final Mirror asked;
    private final Map<String, User> users;
    private final Map<String, Note> notes;
    private final Map<String, String> plan = new TreeMap<>();
    private final Map<String, Integer> missed = new TreeMap<>();

    /** How the database must look after a run, and what its job must say. */
    record Expected(
            boolean overGuard,
            boolean refused,
            List<String> users,
            Map<String, Note> notes,
            Map<String, String> plan) {}

    private MirrorOracle(MirrorWorld world, MirrorFile file, Mirror asked) {
        this.world = world;
        this.file = file;
        this.asked = asked;
        this.users = world.allUsers();
        this.notes = world.notes();
    }

    static Expected expect(MirrorWorld world, MirrorFile file, Mirror asked, boolean dryRun) {
        return new MirrorOracle(world, file, asked).expect(dryRun);
    }

    private Expected expect(boolean dryRun) {
        boolean refused = file.records().stream().anyMatch(this::isUnknown);
        boolean overGuard = !refused && isOverGuard(plan());
        if (!dryRun && !overGuard) {
            merge();
            if (!refused) {
                apply();
            }
        }
        return new Expected(overGuard, refused, MirrorWorld.texts(users.values()), notes, plan);
    }

    private boolean isUnknown(Row record) {
        return matchKey(record) == null && mine().stream().noneMatch(record.keys()::names);
    }

    private List<User> mine() {
        return users.values().stream()
                .filter(user -> user.connectionId().equals(world.connection().id()))
                .toList();
    }

    private @Nullable String matchKey(Row record) {
        return world.social() ? record.keys().id() : record.keys().email();
    }

    /** Returns to how many users the action could happen. */
    private long plan() {
        long inReach = 0;
        for (var user : mine()) {
            boolean marked =
                    notes.containsKey(user.id()) && notes.get(user.id()).blocked();
            boolean blocked = Boolean.TRUE.equals(user.blocked());
            if (user.linkedTo() != null) {
                continue;
            }
            if (marked) {
                if (blocked && file.records().stream().anyMatch(r -> r.accepted() && describes(r, user))) {
                    plan.put(user.id(), "returning");
                }
            } else if (asked.action() == Action.DELETE || !blocked) {
                inReach++;
                if (!isNamed(user)) {
                    int runs = 1
                            + (notes.containsKey(user.id())
                                    ? notes.get(user.id()).missedRuns()
                                    : 0);
                    missed.put(user.id(), runs);
                    plan.put(user.id(), runs >= requireNonNullElse(asked.graceRuns(), 1) ? "due" : "waiting");
                }
            }
        }
        return inReach;
    }

    private boolean describes(Row record, User user) {
        return (world.social() ? user.id() : String.valueOf(user.email())).equals(matchKey(record));
    }

    private boolean isNamed(User user) {
        return mine().stream()
                .filter(one -> one.id().equals(user.id()) || user.id().equals(one.linkedTo()))
                .anyMatch(one -> file.records().stream().anyMatch(r -> r.keys().names(one)));
    }

    private boolean isOverGuard(long inReach) {
        long due = plan.values().stream().filter("due"::equals).count();
        var most = requireNonNullElse(asked.maxPercent(), BigDecimal.valueOf(5))
                .multiply(BigDecimal.valueOf(inReach))
                .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                .longValue();
        return !asked.overrideGuards()
                && (due > most
                        || due > requireNonNullElse(asked.maxUsers(), 500L)
                        || file.records().size() < requireNonNullElse(asked.minRows(), 1L));
    }

    private void merge() {
        for (var record : file.records()) {
            if (record.accepted() && mine().stream().noneMatch(user -> describes(record, user))) {
                var keys = record.keys();
                // In place of an id that is made.
                var id = keys.id() == null ? "made|" + String.format("%024x", users.size()) : keys.id();
                users.put(id, new User(id, world.connection().id(), keys.email(), keys.phone(), null, null));
            }
        }
    }

    private void apply() {
        notes.values().removeIf(note -> !note.blocked());
        plan.forEach((id, fate) -> {
            if (fate.equals("waiting")) {
                notes.put(id, new Note(false, missed.getOrDefault(id, 0)));
            } else if (fate.equals("returning")) {
                notes.remove(id);
                block(id, false);
            } else if (asked.action() == Action.BLOCK) {
                notes.put(id, new Note(true, missed.getOrDefault(id, 0)));
                block(id, true);
            } else {
                users.values().removeIf(user -> user.id().equals(id) || id.equals(user.linkedTo()));
                notes.keySet().retainAll(users.keySet());
            }
        });
    }

    private void block(String id, boolean blocked) {
        users.computeIfPresent(
                id,
                (same, user) ->
                        new User(id, user.connectionId(), user.email(), user.phone(), blocked, user.linkedTo()));
    }
}
