package dev.usher.app.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import tools.jackson.databind.json.JsonMapper;

/** Sends notices as mails, each to all recipients in one go. */
final class MailChannel implements NoticeChannel {

    private static final Logger LOG = LoggerFactory.getLogger(MailChannel.class);

    private final JavaMailSender mails;
    private final MailProperties properties;
    private final JsonMapper json;

    MailChannel(JavaMailSender mails, MailProperties properties, JsonMapper json) {
        this.mails = mails;
        this.properties = properties;
        this.json = json;
    }

    @Override
    public Reply send(DueNotice notice) {
        try {
            mails.send(message(notice));
            return Reply.TAKEN;
        } catch (MailException | MessagingException e) {
            // Its message may repeat what the mail server said, and the addresses.
            LOG.warn(
                    "The mail {} could not be sent: {}",
                    notice.id(),
                    e.getClass().getSimpleName());
            return Reply.failed(AttemptFailure.MAIL_SERVER);
        }
    }

    private MimeMessage message(DueNotice notice) throws MessagingException {
        var job = json.readTree(notice.body()).path("data");
        var words = CompletionMail.of(job, properties.link(job.path("id").stringValue("")));
        var message = mails.createMimeMessage();
        var helper = new MimeMessageHelper(
                message, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, StandardCharsets.UTF_8.name());
        helper.setFrom(Objects.requireNonNull(properties.from()));
        helper.setTo(properties.to().toArray(String[]::new));
        helper.setSubject(words.subject());
        helper.setText(words.plain(), words.html());
        // Of a mail that is sent once more most mail servers keep one.
        message.setHeader("Message-ID", "<" + notice.id() + "@usher>");
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }
}
