package dev.usher.jobs.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a typed password is written as bytes before it is hashed. The names, and what becomes of characters that do not fit,
 * are those of Node's buffers.
 */
public enum PasswordEncoding {
    ASCII(Form.LOW_BYTES),
    UTF8(Form.UTF8),
    UTF16LE(Form.TWO_BYTES),
    UCS2(Form.TWO_BYTES),
    LATIN1(Form.LOW_BYTES),
    BINARY(Form.LOW_BYTES);

    static final String NAMES = "ascii, utf8, utf16le, ucs2, latin1, binary";

    private enum Form {
        UTF8,
        TWO_BYTES,
        LOW_BYTES
    }

    private final Form form;

    PasswordEncoding(Form form) {
        this.form = form;
    }

    static Optional<PasswordEncoding> named(String name) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.encodingName().equals(name))
                .findFirst();
    }

    /** As it is written in {@code password.encoding}. */
    public String encodingName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The bytes; the one-byte encodings keep the low byte of each UTF-16 unit, also of those that do not fit. */
    public byte[] encode(String password) {
        return switch (form) {
            case UTF8 -> wellFormed(password).getBytes(UTF_8);
            case TWO_BYTES -> units(password, 2);
            case LOW_BYTES -> units(password, 1);
        };
    }

    private static byte[] units(String text, int width) {
        byte[] bytes = new byte[text.length() * width];
        for (int i = 0; i < text.length(); i++) {
            bytes[i * width] = (byte) text.charAt(i);
            if (width == 2) {
                bytes[i * 2 + 1] = (byte) (text.charAt(i) >> Byte.SIZE);
            }
        }
        return bytes;
    }

    /** Halves of surrogate pairs become U+FFFD, where Java would write a question mark. */
    private static String wellFormed(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
