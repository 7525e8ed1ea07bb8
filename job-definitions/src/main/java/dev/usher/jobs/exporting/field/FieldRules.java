package dev.usher.jobs.exporting.field;

/**
 * What a list of fields may ask for.
 *
 * @param csv whether the file is CSV, which takes a limited number of fields and no whole objects
 * @param credentials whether password hashes and MFA secrets may be written
 */
public record FieldRules(boolean csv, boolean credentials) {}
