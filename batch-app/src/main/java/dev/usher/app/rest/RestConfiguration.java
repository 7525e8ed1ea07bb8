package dev.usher.app.rest;

import dev.usher.app.rest.answer.ErrorAnswers;
import dev.usher.app.rest.answer.JsonCharset;
import dev.usher.app.rest.connection.ConnectionRestConfiguration;
import dev.usher.app.rest.download.DownloadConfiguration;
import dev.usher.app.rest.job.JobRestConfiguration;
import dev.usher.app.rest.limit.LimitConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The REST API put together. */
@Configuration(proxyBeanMethods = false)
@Import({
    ErrorAnswers.class,
    JsonCharset.class,
    ConnectionRestConfiguration.class,
    DownloadConfiguration.class,
    JobRestConfiguration.class,
    LimitConfiguration.class,
    OpenApiConfiguration.class
})
public class RestConfiguration {}
