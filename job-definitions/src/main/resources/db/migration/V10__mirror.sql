-- Imports that make a connection the mirror of a file.

-- A statement that waits for a lock of users lets everybody else wait behind it.
SET LOCAL lock_timeout = '10s';

-- What a job found out about who is missing from its file, and what came of it.
CREATE TABLE import_mirrors (
    job_id    text COLLATE "C" PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    action    text NOT NULL CHECK (action IN ('block', 'delete')),
    outcome   text NOT NULL CHECK (outcome IN ('planned', 'over_guard', 'refused', 'applied')),
    reason    text,
    users     bigint NOT NULL DEFAULT 0,
    missing   bigint NOT NULL DEFAULT 0,
    due       bigint NOT NULL DEFAULT 0,
    back      bigint NOT NULL DEFAULT 0,
    gone      bigint NOT NULL DEFAULT 0,
    unblocked bigint NOT NULL DEFAULT 0,
    planned_at timestamptz NOT NULL DEFAULT now(),
    CHECK (due <= missing AND gone <= due AND unblocked <= back)
);

COMMENT ON COLUMN import_mirrors.reason IS 'why it was refused';
COMMENT ON COLUMN import_mirrors.users IS 'to whom the action could have happened: of these the guards count';
COMMENT ON COLUMN import_mirrors.planned_at IS 'who was created later is not met';
COMMENT ON COLUMN import_mirrors.due IS 'those of the missing whom the action meets; the others have runs of grace left';
COMMENT ON COLUMN import_mirrors.back IS 'whom a mirror had blocked and the file has again';
COMMENT ON COLUMN import_mirrors.gone IS 'those of the due who were blocked or deleted; who changed meanwhile was not';

-- As the documents of jobs, of runs of schedules and of notices say it; null of a job that mirrors nothing, or does not know
-- yet who is missing.
CREATE FUNCTION usher_mirror(job text) RETURNS json LANGUAGE sql STABLE AS
$$
    SELECT json_strip_nulls(json_build_object(
               'action', action,
               'outcome', outcome,
               'reason', reason,
               'users', users,
               'missing', missing,
               'due', due,
               'waiting', missing - due,
               'returning', back,
               'blocked', CASE action WHEN 'block' THEN gone END,
               'deleted', CASE action WHEN 'delete' THEN gone END,
               'unblocked', unblocked))
      FROM import_mirrors
     WHERE job_id = job
$$;

CREATE TABLE import_mirror_users (
    job_id      text COLLATE "C" NOT NULL REFERENCES jobs ON DELETE CASCADE,
    user_id     text COLLATE "C" NOT NULL,
    fate        text NOT NULL CHECK (fate IN ('due', 'waiting', 'returning')),
    missed_runs int NOT NULL,
    PRIMARY KEY (job_id, user_id)
);

COMMENT ON COLUMN import_mirror_users.missed_runs IS 'how many runs in succession the user was missing in, this one included';

-- A worker claims a range of users by the lock of its row. A range holds those with low < user_id <= high.
CREATE TABLE import_mirror_ranges (
    job_id       text COLLATE "C" NOT NULL REFERENCES jobs ON DELETE CASCADE,
    range_number int NOT NULL,
    low          text COLLATE "C" NOT NULL,
    high         text COLLATE "C" NOT NULL,
    applied      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (job_id, range_number)
);

-- The last job that passed its guards. One that was submitted before it knows less of who belongs to the connection.
CREATE TABLE mirror_runs (
    connection_id text COLLATE "C" PRIMARY KEY REFERENCES connections ON DELETE CASCADE,
    job_id        text COLLATE "C",
    submitted_at  timestamptz
);

-- Users whom mirrors blocked, and those who are missing but have runs of grace left.
CREATE TABLE mirror_users (
    connection_id text COLLATE "C" NOT NULL REFERENCES connections ON DELETE CASCADE,
    user_id       text COLLATE "C" NOT NULL,
    blocked       boolean NOT NULL,
    missed_runs   int NOT NULL,
    job_id        text COLLATE "C" NOT NULL,
    noted_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (connection_id, user_id)
);

COMMENT ON COLUMN mirror_users.job_id IS 'the last job that counted the user, or the one that blocked it';
COMMENT ON COLUMN mirror_users.noted_at IS 'before the creation of the user: it is about another one, who had the same id and was deleted';

-- Whoever else says whether a user is blocked has the last word: no mirror will unblock that user. Most updates do not set
-- the column at all, and of those that do most find a user who is not blocked. A merge of rows of which only some say it
-- sets the column of all, so it forgets by itself.
CREATE FUNCTION usher_forget_mirror_block() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    DELETE FROM mirror_users AS m WHERE m.connection_id = OLD.connection_id AND m.user_id = OLD.user_id AND m.blocked;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_forget_mirror_block
    AFTER UPDATE OF blocked ON users
    FOR EACH ROW
    WHEN (OLD.blocked AND current_setting('usher.rows_say_who_is_blocked', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION usher_forget_mirror_block();

-- Whoever is deleted leaves nothing behind.
CREATE FUNCTION usher_forget_mirror_user() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    DELETE FROM mirror_users AS m USING gone AS g WHERE m.connection_id = g.connection_id AND m.user_id = g.user_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_forget_mirror_user
    AFTER DELETE ON users
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT
    EXECUTE FUNCTION usher_forget_mirror_user();
