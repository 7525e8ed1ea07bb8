package dev.usher.jobs.credential;

import dev.usher.jobs.credential.CredentialProblem.Kind;
import java.util.Optional;

/** Whether the value of a hash is one of its algorithm, of the right length and within the limits of cost. */
record HashValueCheck(String path, Problems problems, CostLimits limits) {

    private static final String BCRYPT_PATTERN = "^\\$2[aby]\\$[0-9]{2}\\$[./A-Za-z0-9]{53}$";
    private static final int MAX_CHARS = 4096;
    private static final int MAX_BYTES = 1024;
    private static final int MAX_SALT_BYTES = 1024;
    /** Blocks of a key of the default length with the shortest of digests. */
    private static final int DEFAULT_BLOCKS = 4;

    void check(CustomPasswordHash hash) {
        if (hash.value().length() > MAX_CHARS) {
            String message = "String is too long (" + hash.value().length() + " chars), maximum " + MAX_CHARS;
            problems.add(Kind.TOO_LONG, path, message);
            return;
        }
        switch (hash.algorithm()) {
            case ARGON2 -> checkArgon2(hash.value());
            case BCRYPT -> checkBcrypt(hash.value());
            case LDAP -> checkLdap(hash.value());
            case PBKDF2 -> checkPbkdf2(hash.value());
            default -> checkRaw(hash);
        }
    }

    private void checkArgon2(String value) {
        Argon2Hash.parse(value)
                .ifPresentOrElse(
                        hash -> {
                            problems.checkRange(path, "argon2 passes", hash.passes(), 1, limits.argon2MaxPasses());
                            problems.checkRange(path, "argon2 lanes", hash.lanes(), 1, 64);
                            problems.checkRange(
                                    path,
                                    "argon2 memory in KiB",
                                    hash.memoryKib(),
                                    8 * Math.max(1, Math.min(hash.lanes(), 64)),
                                    limits.argon2MaxMemoryKib());
                            problems.checkBytes(path, "salt", hash.salt().length(), 8, MAX_SALT_BYTES);
                            problems.checkBytes(path, "hash", hash.hash().length(), 4, MAX_BYTES);
                        },
                        () -> problems.noMatch(path, Argon2Hash.PATTERN));
    }

    private void checkBcrypt(String value) {
        BcryptHash.parse(value)
                .ifPresentOrElse(
                        hash -> hash.check(path, problems, limits), () -> problems.noMatch(path, BCRYPT_PATTERN));
    }

    private void checkLdap(String value) {
        Optional<String> scheme = LdapHash.schemeOf(value);
        if (scheme.isPresent() && LdapHash.digestOf(scheme.get()).isEmpty()) {
            problems.add(Kind.NOT_IN_ENUM, path, "No enum match, expected one of the schemes " + LdapHash.SCHEMES);
            return;
        }
        LdapHash.parse(value)
                .ifPresentOrElse(
                        hash -> {
                            int digest = hash.digest().lengthBytes();
                            int least = hash.salted() ? digest + 1 : digest;
                            int most = hash.salted() ? digest + MAX_SALT_BYTES : digest;
                            problems.checkBytes(path, "hash", hash.bytes().length(), least, most);
                        },
                        () -> problems.noMatch(path, LdapHash.PATTERN));
    }

    private void checkPbkdf2(String value) {
        Optional<Pbkdf2Hash> parsed = Pbkdf2Hash.parse(value);
        if (parsed.isEmpty()) {
            problems.noMatch(path, Pbkdf2Hash.PATTERN);
            return;
        }
        Pbkdf2Hash hash = parsed.get();
        Optional<Pbkdf2Digest> digest = Pbkdf2Digest.named(hash.digest());
        if (digest.isEmpty()) {
            problems.add(Kind.NOT_IN_ENUM, path, "No enum match, the digest of the PBKDF2 hash is not known");
        }
        problems.checkRange(path, "pbkdf2 iterations", hash.iterations(), 1, limits.pbkdf2MaxIterations());
        problems.checkRange(path, "pbkdf2 key length", hash.lengthBytes(), 1, MAX_BYTES);
        problems.checkBytes(path, "salt", hash.salt().length(), 1, MAX_SALT_BYTES);
        if (hash.lengthBytes() >= 1 && hash.lengthBytes() <= MAX_BYTES) {
            int length = Math.toIntExact(hash.lengthBytes());
            problems.checkBytes(path, "hash", hash.hash().length(), length, length);
            digest.ifPresent(known -> checkRounds(hash.iterations(), (length - 1) / known.lengthBytes() + 1));
        }
    }

    /** A key longer than its digest takes all iterations once more for each further block. */
    private void checkRounds(long iterations, int blocks) {
        if (iterations <= limits.pbkdf2MaxIterations()) {
            long most = (long) DEFAULT_BLOCKS * limits.pbkdf2MaxIterations();
            problems.checkRange(path, "pbkdf2 iterations of all blocks of the key", iterations * blocks, 0, most);
        }
    }

    private void checkRaw(CustomPasswordHash hash) {
        Optional<Octets> bytes = hash.encoding().decode(hash.value());
        if (bytes.isEmpty() || bytes.get().length() == 0) {
            problems.noMatch(path, hash.encoding().pattern());
            return;
        }
        expectedBytes(hash)
                .ifPresent(
                        length -> problems.checkBytes(path, "hash", bytes.get().length(), length, length));
    }

    /** Length that the hash must have; nothing where what says it is itself wrong. */
    private static Optional<Integer> expectedBytes(CustomPasswordHash hash) {
        return switch (hash.algorithm()) {
            case HMAC -> hash.hmac().map(hmac -> hmac.digest().lengthBytes());
            case SCRYPT ->
                hash.scrypt()
                        .map(ScryptCost::keyLengthBytes)
                        .filter(length -> length > 0 && length <= MAX_BYTES)
                        .map(Math::toIntExact);
            default -> hash.algorithm().digest().map(Digest::lengthBytes);
        };
    }
}
