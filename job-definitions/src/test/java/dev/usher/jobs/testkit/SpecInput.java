package dev.usher.jobs.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Inputs as the files of test cases write them: {@code «x*3»} stands for xxx, and a # in it for a running number. */
public final class SpecInput {

    private static final Pattern REPEAT = Pattern.compile("«(.*?)\\*(\\d+)»", Pattern.DOTALL);

    private SpecInput() {}

    public static String expand(String text) {
        return REPEAT.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(repeated(m.group(1), Integer.parseInt(m.group(2)))));
    }

    private static String repeated(String text, int times) {
        if (text.indexOf('#') < 0) {
            return text.repeat(times);
        }
        var all = new StringBuilder();
        for (int i = 0; i < times; i++) {
            all.append(text.replace("#", String.valueOf(i)));
        }
        return all.toString();
    }
}
