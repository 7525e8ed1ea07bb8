-- What the API keeps of users beyond what an import brings.

-- A statement that waits for this lock lets everybody else wait behind it.
SET LOCAL lock_timeout = '10s';

ALTER TABLE users
    ADD COLUMN last_ip                  text,
    ADD COLUMN last_password_reset      timestamptz,
    ADD COLUMN multifactor_last_modified timestamptz,
    ADD COLUMN linked_to                text COLLATE "C",
    ADD COLUMN linked_at                timestamptz,
    ADD COLUMN logins_count             int,
    ADD COLUMN has_linked               boolean,
    ADD COLUMN password_is_own          boolean,
    ADD CONSTRAINT users_linked CHECK ((linked_to IS NULL) = (linked_at IS NULL) AND NOT (linked_to IS NOT NULL AND has_linked));

COMMENT ON COLUMN users.linked_to IS 'the user of whom this row is a secondary identity; null: it is a user of its own';
COMMENT ON COLUMN users.has_linked IS 'whether rows are linked to this one; else null';
COMMENT ON COLUMN users.password_is_own IS 'whether the password was set, removed, or proved right here: no import brings another one; else null';
COMMENT ON COLUMN users.logins_count IS 'null until the first login, as last_login and last_ip';

CREATE INDEX users_linked_to ON users (linked_to, linked_at) WHERE linked_to IS NOT NULL;
