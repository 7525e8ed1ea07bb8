package dev.usher.app.notice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Mails about jobs whose submitter asked for one; the mail server is what {@code spring.mail.*} names.
 *
 * @param from the sender; null for no mails
 * @param to the recipients, for all jobs; empty for no mails
 * @param jobLink an address in which {@code {id}} stands for the id of the job; null for none
 */
@ConfigurationProperties("usher.mail")
public record MailProperties(
        @Nullable String from,
        @DefaultValue({}) List<String> to,
        @Nullable String jobLink) {

    private static final String ID = "{id}";

    public MailProperties {
        to = List.copyOf(to);
        if ((from == null) != to.isEmpty()) {
            throw new IllegalArgumentException(
                    "usher.mail.from and usher.mail.to belong together: set both, or none to send no mails");
        }
        if (jobLink != null && !(jobLink.matches("https?://.+") && jobLink.contains(ID))) {
            throw new IllegalArgumentException("usher.mail.job-link must be like https://usher.example.com/jobs/{id}");
        }
    }

    boolean configured() {
        return from != null;
    }

    @Nullable
    String link(String jobId) {
        return jobLink == null ? null : jobLink.replace(ID, jobId);
    }
}
