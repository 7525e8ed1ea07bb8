package dev.usher.app.rest;

import dev.usher.app.rest.answer.CorrelationIds;
import dev.usher.app.rest.answer.ErrorAnswers;
import dev.usher.app.rest.answer.JsonCharset;
import dev.usher.app.rest.answer.RefusalsOfTomcat;
import dev.usher.app.rest.answer.UnhandledErrors;
import dev.usher.app.rest.connection.ConnectionRestConfiguration;
import dev.usher.app.rest.download.DownloadConfiguration;
import dev.usher.app.rest.job.JobRestConfiguration;
import dev.usher.app.rest.limit.LimitConfiguration;
import dev.usher.app.rest.login.LoginRestConfiguration;
import dev.usher.app.rest.schedule.ScheduleRestConfiguration;
import dev.usher.app.rest.user.UserRestConfiguration;
import dev.usher.app.rest.webhook.WebhookRestConfiguration;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** The REST API put together. */
@Configuration(proxyBeanMethods = false)
@Import({
    ErrorAnswers.class,
    JsonCharset.class,
    UnhandledErrors.class,
    ConnectionRestConfiguration.class,
    DownloadConfiguration.class,
    JobRestConfiguration.class,
    LimitConfiguration.class,
    LoginRestConfiguration.class,
    OpenApiConfiguration.class,
    ScheduleRestConfiguration.class,
    UserRestConfiguration.class,
    WebhookRestConfiguration.class
})
public class RestConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusalsOfTomcat(JsonMapper json) {
        return tomcat -> tomcat.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new RefusalsOfTomcat(json)));
    }

    /** Ids of users may hold slashes: encoded ones belong to their segment of the path. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        });
    }

    /** Before all others, so that refusals have it too. */
    @Bean
    FilterRegistrationBean<CorrelationIds> correlationIds() {
        var filter = new FilterRegistrationBean<>(new CorrelationIds());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
