package dev.usher.app.schedule;

import dev.usher.jobs.random.RandomText;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Ids of schedules: {@code sch_} and 16 letters and digits. */
public final class ScheduleId {

    private static final int LENGTH = 16;
    private static final Pattern PATTERN = Pattern.compile("sch_[A-Za-z0-9]{" + LENGTH + "}");

    private ScheduleId() {}

    public static boolean is(String text) {
        return PATTERN.matcher(text).matches();
    }

    static String next(RandomGenerator random) {
        return "sch_" + RandomText.of(random, LENGTH, RandomText.LETTERS_AND_DIGITS);
    }
}
