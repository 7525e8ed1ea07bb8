package dev.usher.app.credentials;

import dev.usher.jobs.credential.Digest;
import dev.usher.jobs.credential.HashAlgorithm;
import dev.usher.jobs.credential.Pbkdf2Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The mistakes that are made when hashes are described: for each parameter, the other values that it may really have. One
 * list for each parameter, so that no two changes of one are combined.
 */
final class Mistakes {

    private static final List<String> BYTE_ENCODINGS = List.of("utf8", "hex", "base64");
    /** Of each other encoding of passwords one of these is the same. */
    private static final List<String> PASSWORD_ENCODINGS = List.of("utf8", "utf16le", "latin1");

    private static final List<Long> SCRYPT_COSTS = powers(10, 17);
    private static final List<Long> SCRYPT_SMALL = powers(0, 5);

    private Mistakes() {}

    static List<List<Change>> of(HashAlgorithm algorithm, Members hash) {
        var mistakes = new ArrayList<List<Change>>();
        if (hash.has("salt")) {
            if (algorithm != HashAlgorithm.SCRYPT) {
                mistakes.add(others(List.of("prefix", "suffix"), hash.object("salt"), "position", "prefix").stream()
                        .map(position -> Change.of("salt", "position", position))
                        .toList());
            }
            mistakes.add(salt(hash));
        }
        switch (algorithm) {
            case MD4, MD5, SHA1, SHA256, SHA512 -> mistakes.addAll(ofDigest(algorithm, hash));
            case HMAC -> mistakes.addAll(ofHmac(hash.object("hash")));
            case PBKDF2 -> mistakes.addAll(ofPbkdf2());
            case SCRYPT -> mistakes.addAll(ofScrypt());
            case ARGON2 -> mistakes.addAll(ofArgon2());
            default -> {}
        }
        mistakes.add(others(PASSWORD_ENCODINGS, hash.object("password"), "encoding", "utf8").stream()
                .map(encoding -> Change.of("password", "encoding", encoding))
                .toList());
        return mistakes;
    }

    private static List<Change> salt(Members hash) {
        var changes = new ArrayList<Change>();
        others(BYTE_ENCODINGS, hash.object("salt"), "encoding", "utf8")
                .forEach(encoding -> changes.add(Change.of("salt", "encoding", encoding)));
        changes.add(new Change("no salt", members -> members.without("salt")));
        return changes;
    }

    private static List<List<Change>> ofDigest(HashAlgorithm algorithm, Members hash) {
        var changes = new ArrayList<Change>();
        Optional<Digest> digest = algorithm.digest();
        for (var other : HashAlgorithm.values()) {
            if (other != algorithm && isSameLength(digest, other.digest())) {
                changes.add(Change.of("algorithm", other.algorithmName()));
            }
        }
        if (hash.has("salt")) {
            changes.add(new Change(
                    "algorithm \"hmac\" with the salt as hash.key",
                    members -> members.with("algorithm", "hmac")
                            .with("hash", "digest", algorithm.algorithmName())
                            .with("hash", "key", members.object("salt").map())
                            .without("salt")));
        }
        return List.of(changes);
    }

    private static List<List<Change>> ofHmac(Members value) {
        List<Digest> digests = Arrays.asList(Digest.values());
        Optional<Digest> digest = digests.stream()
                .filter(d -> value.text("digest").filter(d.digestName()::equals).isPresent())
                .findFirst();
        List<Change> others = digests.stream()
                .filter(other -> !Optional.of(other).equals(digest) && isSameLength(digest, Optional.of(other)))
                .map(other -> Change.of("hash", "digest", other.digestName()))
                .toList();
        List<Change> keys = others(BYTE_ENCODINGS, value.object("key"), "encoding", "utf8").stream()
                .map(encoding -> new Change(
                        "hash.key.encoding \"" + encoding + "\"",
                        hash -> hash.with(
                                "hash",
                                hash.object("hash")
                                        .with("key", "encoding", encoding)
                                        .map())))
                .toList();
        return List.of(others, keys);
    }

    private static List<List<Change>> ofPbkdf2() {
        List<Change> digests = Arrays.stream(Pbkdf2Digest.values())
                .map(digest -> digest.names().get(0))
                .map(name -> Change.ofValue(
                        "the digest " + name + " in hash.value",
                        value -> value.replaceFirst("^\\$pbkdf2-[^$]*", "\\$pbkdf2-" + name)))
                .toList();
        return List.of(digests, List.of(saltAsText()));
    }

    private static List<List<Change>> ofArgon2() {
        List<Change> variants = Stream.of("argon2id", "argon2i", "argon2d")
                .map(name -> Change.ofValue(
                        name + " in hash.value", value -> value.replaceFirst("^\\$[a-z0-9]*", "\\$" + name)))
                .toList();
        List<Change> versions = Stream.of("v=16", "v=19")
                .map(version -> Change.ofValue(
                        version + " in hash.value",
                        value -> value.replaceFirst("^(\\$[a-z0-9]*\\$)(v=[0-9]+\\$)?", "$1" + version + "\\$")))
                .toList();
        return List.of(variants, versions, List.of(saltAsText()));
    }

    private static List<List<Change>> ofScrypt() {
        return List.of(
                SCRYPT_COSTS.stream().map(cost -> Change.of("cost", cost)).toList(),
                SCRYPT_SMALL.stream().map(size -> Change.of("blockSize", size)).toList(),
                SCRYPT_SMALL.stream().map(p -> Change.of("parallelization", p)).toList());
    }

    /** The salt that was used is what stands in the hash, and not the bytes that it stands for. */
    private static Change saltAsText() {
        return Change.ofValue("base64 of the salt's characters as the salt in hash.value", value -> {
            int end = value.lastIndexOf('$');
            int start = value.lastIndexOf('$', end - 1) + 1;
            if (start < 1) {
                return value;
            }
            byte[] text = value.substring(start, end).getBytes(StandardCharsets.UTF_8);
            return value.substring(0, start)
                    + Base64.getEncoder().withoutPadding().encodeToString(text)
                    + value.substring(end);
        });
    }

    private static List<String> others(List<String> all, Members object, String key, String byDefault) {
        String given = object.text(key).orElse(byDefault);
        return all.stream().filter(Predicate.not(given::equals)).toList();
    }

    private static boolean isSameLength(Optional<Digest> one, Optional<Digest> other) {
        return one.isPresent() && one.map(Digest::lengthBytes).equals(other.map(Digest::lengthBytes));
    }

    private static List<Long> powers(int first, int last) {
        return Stream.iterate(first, n -> n <= last, n -> n + 1)
                .map(n -> 1L << n)
                .toList();
    }
}
