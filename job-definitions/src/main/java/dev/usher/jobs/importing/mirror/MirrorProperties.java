package dev.usher.jobs.importing.mirror;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Guards and grace of the imports that mirror a file and do not say their own.
 *
 * @param maxUsers at most so many users are blocked or deleted
 * @param maxPercent the same in percent of the users of the connection, rounded up to a whole user
 * @param minRows the file must have so many rows
 * @param graceRuns in how many runs, one after the other, a user must be missing
 */
@Validated
@ConfigurationProperties("usher.import.mirror")
public record MirrorProperties(
        @DefaultValue("500") @Min(0) long maxUsers,

        @DefaultValue("5") @DecimalMin("0") @DecimalMax("100")
        BigDecimal maxPercent,

        @DefaultValue("1") @Min(0) long minRows,
        @DefaultValue("1") @Min(1) @Max(1_000) int graceRuns) {}
