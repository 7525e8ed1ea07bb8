package dev.usher.jobs.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** How the bytes of a hash, a salt or a key are written as text. */
public enum TextEncoding {
    /** Standard or URL-safe alphabet, with or without padding. */
    BASE64,
    /** Upper or lower case. */
    HEX,
    UTF8;

    static final String NAMES = "base64, hex, utf8";

    static Optional<TextEncoding> named(String name) {
        return Arrays.stream(values())
                .filter(encoding -> encoding.encodingName().equals(name))
                .findFirst();
    }

    /** As it is written in a hash. */
    public String encodingName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The bytes, or nothing if the text is not written in this encoding. */
    public Optional<Octets> decode(String text) {
        return switch (this) {
            case BASE64 -> decodeBase64(text);
            case HEX -> decodeHex(text);
            case UTF8 -> Optional.of(new Octets(text.getBytes(UTF_8)));
        };
    }

    /** A pattern that tells the person who mends a file what is expected. */
    String pattern() {
        return switch (this) {
            case BASE64 -> "^[A-Za-z0-9+/_-]+={0,2}$";
            case HEX -> "^([0-9A-Fa-f]{2})+$";
            case UTF8 -> "^.*$";
        };
    }

    private static Optional<Octets> decodeHex(String text) {
        if (text.length() % 2 != 0 || !text.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(new Octets(HexFormat.of().parseHex(text)));
    }

    private static Optional<Octets> decodeBase64(String text) {
        int end = unpaddedLength(text);
        if (end % 4 == 1) {
            return Optional.empty();
        }
        byte[] standard = new byte[end];
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            char plain = c == '-' ? '+' : c == '_' ? '/' : c;
            if (!isBase64(plain)) {
                return Optional.empty();
            }
            standard[i] = (byte) plain;
        }
        return Optional.of(new Octets(Base64.getDecoder().decode(new String(standard, US_ASCII))));
    }

    /** Length without padding; a text whose padding does not fill the last group keeps it, and so is refused. */
    private static int unpaddedLength(String text) {
        int end = text.length();
        while (end > 0 && text.length() - end < 2 && text.charAt(end - 1) == '=') {
            end--;
        }
        return end == text.length() || text.length() % 4 == 0 ? end : text.length();
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
