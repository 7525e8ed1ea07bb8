package dev.usher.jobs.credential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a typed password is written as bytes before it is hashed. */
public enum PasswordEncoding {
    ASCII(US_ASCII),
    UTF8(StandardCharsets.UTF_8),
    UTF16LE(UTF_16LE),
    UCS2(UTF_16LE),
    LATIN1(ISO_8859_1),
    BINARY(ISO_8859_1);

    static final String NAMES = "ascii, utf8, utf16le, ucs2, latin1, binary";

    private final Charset charset;

    PasswordEncoding(Charset charset) {
        this.charset = charset;
    }

    static Optional<PasswordEncoding> named(String name) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    public Charset charset() {
        return charset;
    }
}
