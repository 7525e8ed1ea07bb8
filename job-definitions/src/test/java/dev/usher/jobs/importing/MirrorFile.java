package dev.usher.jobs.importing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random file whose records are known to be accepted or rejected, and by which good keys they name users. */
final class MirrorFile {

    private final Random random;
    private final MirrorWorld world;
    private final List<Row> records = new ArrayList<>();
    private final int run;

    /** Keys that a record gives and that are right, in the form in which they are stored. */
    record Keys(
            @Nullable String id,
            @Nullable String email,
            @Nullable String phone) {

        boolean names(MirrorWorld.User user) {
            return user.id().equals(id)
                    || (email != null && email.equals(user.email()))
                    || (phone != null && phone.equals(user.phone()));
        }
    }

    /** @param readable whether the parser can tell its keys at all */
    record Row(String json, boolean accepted, boolean readable, Keys keys) {}

    MirrorFile(Random random, MirrorWorld world, int run) {
        this.random = random;
        this.world = world;
        this.run = run;
        var numbers = new ArrayList<Integer>();
        for (int n = 0; n < MirrorWorld.USERS; n++) {
            numbers.add(n);
        }
        Collections.shuffle(numbers, random);
        int left = 1 + random.nextInt(6);
        // Whoever is taken from the end stands in no record of his own.
        var spare = new ArrayList<>(numbers.subList(0, left));
        for (int n : numbers.subList(left, numbers.size())) {
            add(n, spare);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            addNew(i);
        }
        if (random.nextInt(5) == 0) {
            addUnknown();
        }
    }

    String text() {
        var text = new StringBuilder();
        records.forEach(record -> text.append(record.json().replace('\'', '"')).append('\n'));
        return text.toString();
    }

    List<Row> records() {
        return records;
    }

    private void add(int n, List<Integer> spare) {
        switch (random.nextInt(12)) {
            case 0 -> rejected(own(n, "'given_name':5"), key(n));
            case 1 ->
                rejected(wrongKey("'phone_number':'" + world.phone(n) + "'"), new Keys(null, null, world.phone(n)));
            case 2 -> records.add(new Row(taking(n), !isTaken(n), true, keysTaking(n)));
            case 3 -> {
                accepted(own(n, "'nickname':'n" + run + "'"), key(n));
                if (!spare.isEmpty()) {
                    int second = spare.remove(0);
                    rejected(own(n, "'phone_number':'" + world.phone(second) + "'"), with(key(n), world.phone(second)));
                }
            }
            case 4 -> {
                if (world.social()) {
                    rejected(
                            "{'user_id':'no id','email':'" + world.email(n) + "'}",
                            new Keys(null, world.email(n), null));
                } else {
                    rejected("{'email':'none','user_id':'u" + n + "'}", new Keys(world.id(n), null, null));
                }
            }
            default -> accepted(own(n, "'nickname':'n'"), key(n));
        }
    }

    private void accepted(String json, Keys keys) {
        records.add(new Row(json, true, true, keys));
    }

    private void rejected(String json, Keys keys) {
        records.add(new Row(json, false, true, keys));
    }

    /** A row with the match key. */
    private String own(int n, String more) {
        return "{" + (world.social() ? "'user_id':'u" + n + "'" : "'email':'U" + n + "@x.org'") + "," + more + "}";
    }

    private Keys key(int n) {
        return world.social() ? new Keys(world.id(n), null, null) : new Keys(null, world.email(n), null);
    }

    private static Keys with(Keys key, String phone) {
        return new Keys(key.id(), key.email(), phone);
    }

    /** A row whose match key names nobody who could exist. */
    private String wrongKey(String more) {
        return "{" + (world.social() ? "'user_id':''" : "'email':'no address'") + "," + more + "}";
    }

    /** A row of a new user with a key that somebody else has, unless that one is gone. */
    private String taking(int n) {
        return world.social()
                ? "{'user_id':'" + fresh(n) + "','phone_number':'" + world.phone(n) + "'}"
                : "{'email':'" + fresh(n) + "@x.org','user_id':'u" + n + "'}";
    }

    private Keys keysTaking(int n) {
        return world.social()
                ? new Keys(world.connection().rules().qualifyUserId(fresh(n)), null, world.phone(n))
                : new Keys(world.id(n), fresh(n) + "@x.org", null);
    }

    private boolean isTaken(int n) {
        return world.allUsers().values().stream()
                .filter(user -> user.connectionId().equals(world.connection().id()))
                .anyMatch(user -> world.social()
                        ? world.phone(n).equals(user.phone())
                        : user.id().equals(world.id(n)));
    }

    private String fresh(int n) {
        return "fresh" + run + "-" + n;
    }

    private void addNew(int i) {
        var name = "new" + run + "-" + i;
        if (world.social()) {
            accepted(
                    "{'user_id':'" + name + "'}",
                    new Keys(world.connection().rules().qualifyUserId(name), null, null));
        } else {
            accepted("{'email':'" + name + "@x.org'}", new Keys(null, name + "@x.org", null));
        }
    }

    private void addUnknown() {
        switch (random.nextInt(4)) {
            case 0 -> records.add(new Row("{'email':'u1@x.org'", false, false, new Keys(null, null, null)));
            case 1 -> rejected("{'given_name':'Nobody'}", new Keys(null, null, null));
            case 2 -> rejected(wrongKey("'phone_number':'+4999999'"), new Keys(null, null, "+4999999"));
            default -> rejected(wrongKey("'phone_number':'0049 1'"), new Keys(null, null, null));
        }
    }
}
