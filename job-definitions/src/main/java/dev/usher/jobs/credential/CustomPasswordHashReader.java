package dev.usher.jobs.credential;

import dev.usher.jobs.credential.CredentialProblem.Kind;
import dev.usher.jobs.credential.CustomPasswordHash.HmacKey;
import dev.usher.jobs.credential.CustomPasswordHash.Salt;
import java.util.Optional;
import java.util.Set;

/** Reads a custom hash from JSON part by part, and gathers what is wrong with each. */
final class CustomPasswordHashReader {

    private static final Set<String> KEYS =
            Set.of("algorithm", "hash", "salt", "password", "keylen", "cost", "blockSize", "parallelization");
    private static final int MAX_SALT_BYTES = 1024;
    private static final int MAX_KEY_BYTES = 4096;

    private CustomPasswordHashReader() {}

    static Optional<CustomPasswordHash> read(Given given, CostLimits limits) {
        given.allowOnly(KEYS);
        given.require("algorithm");
        given.require("hash");
        Optional<HashAlgorithm> algorithm = given.choice("algorithm", HashAlgorithm::named, HashAlgorithm.NAMES);
        Optional<Given> hash = given.object("hash");
        PasswordEncoding passwordEncoding = passwordEncoding(given);
        Optional<Salt> salt = salt(given, algorithm);
        if (algorithm.isEmpty() || hash.isEmpty()) {
            return Optional.empty();
        }
        HashAlgorithm known = algorithm.get();
        Optional<ScryptCost> scrypt = known == HashAlgorithm.SCRYPT ? scrypt(given, limits) : Optional.empty();
        Optional<HmacKey> hmac = known == HashAlgorithm.HMAC ? hmac(hash.get()) : Optional.empty();
        Optional<TextEncoding> encoding = encoding(hash.get(), known);
        Optional<String> value = hash.get().requiredText("value");
        if (encoding.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        var read = new CustomPasswordHash(known, value.get(), encoding.get(), hmac, salt, passwordEncoding, scrypt);
        new HashValueCheck(hash.get().at("value"), given.problems(), limits).check(read);
        return Optional.of(read);
    }

    private static PasswordEncoding passwordEncoding(Given given) {
        return given.object("password")
                .flatMap(password -> password.choice("encoding", PasswordEncoding::named, PasswordEncoding.NAMES))
                .orElse(PasswordEncoding.UTF8);
    }

    private static Optional<TextEncoding> encoding(Given hash, HashAlgorithm algorithm) {
        boolean raw = algorithm.form() == HashAlgorithm.Form.RAW;
        if (raw) {
            hash.require("encoding");
        } else if (!hash.has("encoding")) {
            return Optional.of(TextEncoding.UTF8);
        }
        return hash.choice(
                "encoding",
                name -> TextEncoding.named(name).filter(encoding -> raw != (encoding == TextEncoding.UTF8)),
                raw ? "base64, hex" : "utf8");
    }

    private static Optional<HmacKey> hmac(Given hash) {
        hash.require("digest");
        hash.require("key");
        Optional<Digest> digest = hash.choice("digest", Digest::named, Digest.NAMES);
        Optional<Octets> key = hash.object("key").flatMap(object -> bytes(object, "key", 1, MAX_KEY_BYTES));
        return digest.isEmpty() || key.isEmpty() ? Optional.empty() : Optional.of(new HmacKey(digest.get(), key.get()));
    }

    private static Optional<Salt> salt(Given given, Optional<HashAlgorithm> algorithm) {
        if (given.has("salt") && algorithm.isPresent() && !algorithm.get().takesSalt()) {
            given.problems().add(Kind.FORBIDDEN, given.at("salt"), "The hash carries its salt inside itself");
            return Optional.empty();
        }
        return given.object("salt").flatMap(salt -> {
            boolean suffix = salt.choice("position", CustomPasswordHashReader::isSuffix, "prefix, suffix")
                    .orElse(false);
            return bytes(salt, "salt", 0, MAX_SALT_BYTES).map(bytes -> new Salt(bytes, suffix));
        });
    }

    private static Optional<Boolean> isSuffix(String position) {
        return switch (position) {
            case "prefix" -> Optional.of(false);
            case "suffix" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    private static Optional<Octets> bytes(Given given, String what, int minBytes, int maxBytes) {
        Optional<TextEncoding> encoding = given.has("encoding")
                ? given.choice("encoding", TextEncoding::named, TextEncoding.NAMES)
                : Optional.of(TextEncoding.UTF8);
        Optional<String> value = given.requiredText("value");
        if (encoding.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        Optional<Octets> bytes = encoding.get().decode(value.get());
        bytes.ifPresentOrElse(
                decoded -> given.problems().checkBytes(given.at("value"), what, decoded.length(), minBytes, maxBytes),
                () -> given.problems().noMatch(given.at("value"), encoding.get().pattern()));
        return bytes;
    }

    private static Optional<ScryptCost> scrypt(Given given, CostLimits limits) {
        given.require("keylen");
        Optional<Long> keyLength = given.integer("keylen");
        var cost = new ScryptCost(
                keyLength.orElse(1L),
                given.integer("cost").orElse(ScryptCost.DEFAULT_COST),
                given.integer("blockSize").orElse(ScryptCost.DEFAULT_BLOCK_SIZE),
                given.integer("parallelization").orElse(ScryptCost.DEFAULT_PARALLELIZATION));
        cost.check(given.problems(), limits);
        return keyLength.map(length -> cost);
    }
}
