package dev.usher.app.notice;

import dev.usher.app.outbound.AddressRule;
import dev.usher.app.outbound.OutboundHttp;
import dev.usher.app.problem.WrongSettingException;
import dev.usher.jobs.postgres.PromptDataSource;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What sends notices; a process of the command line has none of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({NoticeProperties.class, MailProperties.class})
public class NoticeSenderConfiguration {

    /** A conversation with a mail server has many steps, each of which may take as long as {@code spring.mail} lets it. */
    private static final Duration MAIL_CLAIM = Duration.ofMinutes(10);

    /** Longer than any wait for a lock. A connection that died silently must not be the end of all notices. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    @Bean
    WebhookChannel webhookChannel(WebhookProperties webhooks, NoticeProperties notices) {
        var rule = webhooks.allowPrivateAddresses() ? AddressRule.PRIVATE_TOO : AddressRule.PUBLIC;
        return new WebhookChannel(new OutboundHttp(rule), AllowedReceivers.of(webhooks), notices.attemptTimeout());
    }

    @Bean
    NoticeSender noticeSender(
            DataSource pool,
            WebhookChannel webhookChannel,
            Optional<JavaMailSender> mailSender,
            JsonMapper json,
            RandomGenerator random,
            WebhookProperties webhooks,
            MailProperties mail,
            NoticeProperties properties) {
        var prompt = new PromptDataSource(pool, LONGEST_SILENCE);
        var queue = new JdbcNoticeQueue(
                JdbcClient.create(prompt),
                new TransactionTemplate(new JdbcTransactionManager(prompt)),
                properties.claim(),
                MAIL_CLAIM,
                webhooks.disableAfter());
        return new NoticeSender(
                queue,
                webhookChannel,
                mailChannel(mailSender, mail, json),
                new RetrySchedule(properties.retryAfter(), random),
                properties.interval());
    }

    private static Optional<NoticeChannel> mailChannel(
            Optional<JavaMailSender> sender, MailProperties properties, JsonMapper json) {
        if (!properties.configured()) {
            return Optional.empty();
        }
        return Optional.of(new MailChannel(
                sender.orElseThrow(() -> new WrongSettingException("usher.mail.to is set, but no mail server: set"
                        + " spring.mail.host, and what else spring.mail.* needs.")),
                properties,
                json));
    }
}
