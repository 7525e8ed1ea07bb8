package dev.usher.app.notice;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a webhook can be told of. */
public enum WebhookEvent {
    JOB_COMPLETED("job.completed"),
    JOB_FAILED("job.failed"),
    JOB_STOPPED("job.stopped");

    private final String literal;

    WebhookEvent(String literal) {
        this.literal = literal;
    }

    public String literal() {
        return literal;
    }

    public static Optional<WebhookEvent> find(String literal) {
        return Arrays.stream(values())
                .filter(event -> event.literal.equals(literal))
                .findFirst();
    }

    /** Those of a list that exist; a newer version may have stored others. */
    static Set<WebhookEvent> known(Collection<String> literals) {
        return literals.stream()
                .flatMap(literal -> find(literal).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(WebhookEvent.class)));
    }

    static String[] literals(Collection<WebhookEvent> events) {
        return EnumSet.copyOf(events).stream().map(WebhookEvent::literal).toArray(String[]::new);
    }
}
