-- What exports of changes need: since when, and who was deleted.

-- A statement that waits for this lock lets everybody else wait behind it.
SET LOCAL lock_timeout = '10s';

ALTER TABLE exports
    ADD COLUMN watermark timestamptz;

ALTER TABLE export_chunks
    ADD COLUMN deleted boolean NOT NULL DEFAULT false;

ALTER TABLE schedule_runs
    ADD COLUMN watermark timestamptz,
    ADD COLUMN connection_id text COLLATE "C";

COMMENT ON COLUMN exports.watermark IS 'of an export of changes: whatever it may not have seen was changed then or later; null: not known';
COMMENT ON COLUMN export_chunks.deleted IS 'whether user_ids are those of users that were deleted';
COMMENT ON COLUMN schedule_runs.watermark IS 'of its export, as far as it completed';
COMMENT ON COLUMN schedule_runs.connection_id IS 'of its export; null: it had all connections, or there was none';

-- For the exports that tell who was deleted. A user that became an identity of another one is no user any more.
CREATE TABLE deleted_users (
    user_id       text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    deleted_at    timestamptz NOT NULL
);

CREATE INDEX deleted_users_by_time ON deleted_users (deleted_at, user_id);

COMMENT ON COLUMN deleted_users.deleted_at IS 'when the transaction began, as updated_at of users';

CREATE FUNCTION usher_note_deleted() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO deleted_users (user_id, connection_id, deleted_at)
    SELECT user_id, connection_id, date_trunc('milliseconds', now())
      FROM gone
     WHERE linked_to IS NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_note_deleted
    AFTER DELETE ON users
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT
    EXECUTE FUNCTION usher_note_deleted();

CREATE FUNCTION usher_note_linked() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    INSERT INTO deleted_users (user_id, connection_id, deleted_at)
    VALUES (OLD.user_id, OLD.connection_id, date_trunc('milliseconds', now()));
    RETURN NULL;
END
$$;

CREATE TRIGGER users_note_linked
    AFTER UPDATE OF linked_to ON users
    FOR EACH ROW
    WHEN (OLD.linked_to IS NULL AND NEW.linked_to IS NOT NULL)
    EXECUTE FUNCTION usher_note_linked();
