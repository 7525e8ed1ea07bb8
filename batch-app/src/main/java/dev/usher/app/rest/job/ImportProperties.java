package dev.usher.app.rest.job;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which imports are taken over HTTP.
 *
 * @param databasesOnly whether only users of database connections may be imported
 * @param jsonOnly whether a file must be a JSON array; one that is not fails the job
 */
@ConfigurationProperties("usher.rest.import")
public record ImportProperties(
        @DefaultValue("false") boolean databasesOnly,
        @DefaultValue("false") boolean jsonOnly) {}
