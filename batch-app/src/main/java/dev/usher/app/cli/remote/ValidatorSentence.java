package dev.usher.app.cli.remote;

import java.util.regex.Pattern;

/** What a schema's validator says, without the value that it says it of: the message may end up in a log. */
public final class ValidatorSentence {

    private static final Pattern VALUE = Pattern.compile(
            "(for format (?:email|strict-uri)): .*?(?=$|'\\.$|' on property [\\w.\\[\\]]+$)", Pattern.DOTALL);

    private ValidatorSentence() {}

    public static String withoutValue(String sentence) {
        return VALUE.matcher(sentence).replaceFirst("$1");
    }
}
