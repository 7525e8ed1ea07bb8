package dev.usher.app.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment with its zone in UTC, or the beginning of a day in UTC. */
final class InstantConverter implements ITypeConverter<Instant> {

    private static final int DAY_CHARS = "2026-01-01".length();

    @Override
    public Instant convert(String value) {
        try {
            return value.length() == DAY_CHARS
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + value + "' is no moment. Write it like 2026-01-01T00:00:00Z, or 2026-01-01.");
        }
    }
}
