package dev.usher.app.schedule;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Ids of schedules: {@code sch_} and 16 letters and digits. */
public final class ScheduleId {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern PATTERN = Pattern.compile("sch_[A-Za-z0-9]{16}");

    private ScheduleId() {}

    public static boolean is(String text) {
        return PATTERN.matcher(text).matches();
    }

    static String next(RandomGenerator random) {
        var id = new StringBuilder("sch_");
        for (int i = 0; i < 16; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
