package dev.usher.jobs.importing;

import dev.usher.jobs.importing.row.RawRow;
import dev.usher.jobs.importing.row.RejectedRow;
import dev.usher.jobs.importing.stage.RejectedKeys;
import dev.usher.jobs.importing.stage.RejectedKeysWriter;
import dev.usher.jobs.importing.validate.RowKeys;

/** Keeps by which keys rejected rows name users, where a job will ask for them; one per worker. */
interface KeptKeys {

    /** Where nobody will ask. */
    KeptKeys NONE = new KeptKeys() {

        @Override
        public void add(RawRow row, RejectedRow rejected) {}

        @Override
        public void write() {}

        @Override
        public void clear() {}
    };

    static KeptKeys in(RejectedKeysWriter writer, RowKeys keys) {
        return new KeptKeys() {

            @Override
            public void add(RawRow row, RejectedRow rejected) {
                writer.add(keys.of(row, rejected, RejectedKeys.KEYS));
            }

            @Override
            public void write() {
                writer.write();
            }

            @Override
            public void clear() {
                writer.clear();
            }
        };
    }

    /** @param row what {@code rejected} was made of */
    void add(RawRow row, RejectedRow rejected);

    /** Sends what was added since the last call, within the transaction of the calling thread. */
    void write();

    /** Forgets what was added since the last {@link #write()}. */
    void clear();
}
