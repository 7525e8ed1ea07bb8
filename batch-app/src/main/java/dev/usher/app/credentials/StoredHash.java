package dev.usher.app.credentials;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A password hash as a user has it. */
sealed interface StoredHash {

    /** What a report calls its kind. */
    String algorithm();

    /** The value of {@code password_hash}. */
    record Native(String value) implements StoredHash {

        @Override
        public String algorithm() {
            return "password_hash";
        }

        @Override
        public String toString() {
            return "Native";
        }
    }

    /** The members of {@code custom_password_hash}. */
    record Custom(Map<String, @Nullable Object> json) implements StoredHash {

        /** The algorithm that it names, if that can be repeated. */
        @Override
        public String algorithm() {
            return json.get("algorithm") instanceof String name && name.matches("[a-z0-9]{1,10}")
                    ? name.toLowerCase(Locale.ROOT)
                    : "unknown";
        }

        @Override
        public String toString() {
            return "Custom[" + algorithm() + "]";
        }
    }
}
