package dev.usher.app.notice;

import dev.usher.jobs.importing.mirror.MirrorRefusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a mail says of users who are missing from a file: who reads nothing but the subject must not take it for done. */
final class MirrorWords {

    private MirrorWords() {}

    /**
     * @param job the {@code data} of a notice
     * @return the end of the subject if the job completed and its mirror was refused; else nothing
     */
    static String butNobody(JsonNode job) {
        var mirror = job.path("mirror");
        if (!isRefused(mirror) || !CompletionMail.text(job, "status").equals("completed")) {
            return "";
        }
        var gone = participle(mirror);
        if (mirror.path(gone).longValue(0) > 0) {
            return ", but not everybody who is missing was " + gone;
        }
        return ", but nobody " + (job.path("dry_run").booleanValue(false) ? "would be " : "was ") + gone;
    }

    /** In the order in which they are shown; none if there is no mirror. */
    static Map<String, String> facts(JsonNode mirror) {
        var facts = new LinkedHashMap<String, String>();
        if (mirror.isMissingNode()) {
            return facts;
        }
        facts.put("Mirror", outcome(mirror));
        var gone = participle(mirror);
        if (isRefused(mirror) && mirror.path("users").longValue(0) == 0) {
            // Nobody knows then who is missing.
            facts.put(capitalised(gone), CompletionMail.count(mirror, gone));
            return facts;
        }
        facts.put("Missing", CompletionMail.count(mirror, "missing"));
        if (!CompletionMail.text(mirror, "outcome").equals("applied")) {
            facts.put("To " + CompletionMail.text(mirror, "action"), CompletionMail.count(mirror, "due"));
        }
        if (hasBegun(mirror)) {
            facts.put(capitalised(gone), CompletionMail.count(mirror, gone));
            facts.put("Unblocked", CompletionMail.count(mirror, "unblocked"));
        }
        return facts;
    }

    /** Also of a job that did not come to its end. */
    private static boolean hasBegun(JsonNode mirror) {
        return CompletionMail.text(mirror, "outcome").equals("applied")
                || mirror.path(participle(mirror)).longValue(0) > 0
                || mirror.path("unblocked").longValue(0) > 0;
    }

    private static String outcome(JsonNode mirror) {
        var outcome = CompletionMail.text(mirror, "outcome").replace('_', ' ');
        var reason = CompletionMail.text(mirror, "reason");
        if (reason.isEmpty()) {
            return outcome;
        }
        // A server that is newer than this one may know others.
        return outcome + ": "
                + Stream.of(MirrorRefusal.values())
                        .filter(known -> known.name().equals(reason))
                        .map(MirrorRefusal::sentence)
                        .findFirst()
                        .orElse(reason);
    }

    private static boolean isRefused(JsonNode mirror) {
        return CompletionMail.text(mirror, "outcome").equals("refused");
    }

    private static String participle(JsonNode mirror) {
        return CompletionMail.text(mirror, "action").equals("delete") ? "deleted" : "blocked";
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
