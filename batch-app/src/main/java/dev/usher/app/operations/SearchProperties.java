package dev.usher.app.operations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How users are searched.
 *
 * @param indexes whether a server makes the indexes that only searches need
 */
@ConfigurationProperties("usher.search")
public record SearchProperties(@DefaultValue("true") boolean indexes) {}
