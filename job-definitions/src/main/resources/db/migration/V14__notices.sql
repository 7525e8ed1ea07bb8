-- What becomes of jobs is told to others: the transaction that ends a job writes it down, and servers send it afterwards.

-- A statement that waits for this lock lets everybody else wait behind it.
SET LOCAL lock_timeout = '10s';

-- Who can read this table can sign notices: the secrets are kept as they are, since signing needs them.
CREATE TABLE webhooks (
    id              text COLLATE "C" PRIMARY KEY CHECK (id ~ '^whk_[A-Za-z0-9]{16}$'),
    url             text NOT NULL,
    events          text[] NOT NULL,
    description     text,
    secret          text NOT NULL,
    failing_since   timestamptz,
    disabled_at     timestamptz,
    disabled_reason text CHECK (disabled_reason IN ('operator', 'gone', 'failing')),
    created_at      timestamptz NOT NULL DEFAULT now(),
    CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
);

COMMENT ON COLUMN webhooks.failing_since IS
    'the first of the attempts that failed since one succeeded or the address changed; null if the last one succeeded';

CREATE TABLE webhook_former_secrets (
    webhook_id text COLLATE "C" NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    secret     text NOT NULL,
    good_until timestamptz NOT NULL,
    PRIMARY KEY (webhook_id, secret)
);

COMMENT ON COLUMN webhook_former_secrets.good_until IS 'until then notices are signed with it as well';

-- The table is public: operators may query it. No foreign key leads out of it: to check one, the end of a job would wait for
-- whoever is about to delete a webhook, and a deleted job would take along what nobody has been told yet.
CREATE TABLE notices (
    id              text COLLATE "C" PRIMARY KEY DEFAULT 'ntc_' || replace(gen_random_uuid()::text, '-', ''),
    kind            text NOT NULL CHECK (kind IN ('webhook', 'mail')),
    webhook_id      text COLLATE "C",
    job_id          text COLLATE "C",
    event           text NOT NULL,
    body            text NOT NULL,
    state           text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given_up')),
    reason          text CHECK (reason IN ('attempts_used_up', 'gone', 'webhook_disabled', 'mail_not_configured')),
    attempts        int NOT NULL DEFAULT 0,
    failures        int NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    ended_at        timestamptz,
    CHECK ((kind = 'webhook') = (webhook_id IS NOT NULL)),
    CHECK ((state = 'given_up') = (reason IS NOT NULL)),
    CHECK ((state = 'waiting') = (ended_at IS NULL))
);

COMMENT ON COLUMN notices.id IS 'the webhook-id of every attempt, by which a receiver knows what it has had before';
COMMENT ON COLUMN notices.job_id IS 'null: a test; the job may be deleted';
COMMENT ON COLUMN notices.body IS 'as it is sent, since the signature is over its bytes; a mail is made of it';
COMMENT ON COLUMN notices.reason IS 'why it was given up';
COMMENT ON COLUMN notices.attempts IS 'begun so far, also those of which nobody knows how they ended';
COMMENT ON COLUMN notices.failures IS 'since it was made, or sent again by hand: they say how long to wait for the next attempt';
COMMENT ON COLUMN notices.next_attempt_at IS 'while an attempt is under way: when it counts as lost, and is made again';

CREATE INDEX notices_due ON notices (next_attempt_at, id) WHERE state = 'waiting';
CREATE INDEX notices_by_webhook ON notices (webhook_id, created_at DESC, id) WHERE webhook_id IS NOT NULL;
CREATE INDEX notices_by_job ON notices (job_id);
CREATE UNIQUE INDEX notices_mail ON notices (job_id) WHERE kind = 'mail';

-- Never what a receiver answered: that is its own business, and may be anything.
CREATE TABLE notice_attempts (
    notice_id   text COLLATE "C" NOT NULL REFERENCES notices ON DELETE CASCADE,
    attempt     int NOT NULL,
    started_at  timestamptz NOT NULL,
    duration_ms bigint NOT NULL,
    status      int,
    failure     text,
    PRIMARY KEY (notice_id, attempt)
);

COMMENT ON COLUMN notice_attempts.status IS 'of the answer over HTTP; null if there was none';
COMMENT ON COLUMN notice_attempts.failure IS 'null if the receiver took the notice';

-- UTC with milliseconds, as the API writes it.
CREATE FUNCTION usher_moment(at timestamptz) RETURNS text LANGUAGE sql STABLE AS
$$
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Whoever ends a job, a server, a command or somebody who stops it: nobody can end one and forget to tell of it. Nothing in
-- here waits for anybody, and what fails in here fails alone: a job has ended even if nobody can be told.
CREATE FUNCTION usher_tell_of_job() RETURNS trigger LANGUAGE plpgsql AS
$$
DECLARE
    told constant text := 'job.' || NEW.status;
    text_of_it text;
BEGIN
    -- No word of the users, and no sentence that somebody else made.
    text_of_it := json_strip_nulls(json_build_object(
        'type', told,
        'timestamp', usher_moment(coalesce(NEW.finished_at, now())),
        'data', json_build_object(
            'id', NEW.id,
            'type', NEW.type,
            'status', NEW.status,
            'status_code', NEW.status_code,
            'connection', NEW.connection,
            'connection_id', NEW.connection_id,
            'external_id', NEW.external_id,
            'dry_run', nullif((NEW.request ->> 'dry_run')::boolean, false),
            'created_at', usher_moment(NEW.created_at),
            'started_at', usher_moment(NEW.started_at),
            'finished_at', usher_moment(NEW.finished_at),
            'summary', CASE WHEN NEW.total IS NOT NULL THEN json_build_object(
                'failed', NEW.failed,
                'updated', NEW.updated,
                'inserted', NEW.inserted,
                'total', NEW.total) END,
            'unchanged', NEW.unchanged,
            'mirror', usher_mirror(NEW.id))));

    INSERT INTO notices (kind, webhook_id, job_id, event, body)
    SELECT 'webhook', w.id, NEW.id, told, text_of_it
      FROM webhooks AS w
     WHERE w.disabled_at IS NULL AND told = ANY (w.events);

    -- One that was stopped goes on some day: the mail tells of its end.
    IF NEW.send_completion_email AND NEW.status <> 'stopped' THEN
        INSERT INTO notices (kind, job_id, event, body)
        VALUES ('mail', NEW.id, told, text_of_it)
        ON CONFLICT (job_id) WHERE kind = 'mail' DO NOTHING;
    END IF;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    -- The code only: a message may repeat a value.
    RAISE WARNING 'job % has ended, and nobody is told of it: error %', NEW.id, SQLSTATE;
    RETURN NULL;
END
$$;

CREATE TRIGGER jobs_tell_of_end
    AFTER UPDATE OF status ON jobs
    FOR EACH ROW
    WHEN (NEW.status IN ('completed', 'failed', 'stopped') AND OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION usher_tell_of_job();

-- What a job that ends at this moment tells a webhook that is being deleted is not seen here: it is given up
-- instead of being sent.
CREATE FUNCTION usher_forget_notices_of_webhook() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    DELETE FROM notices WHERE webhook_id = OLD.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER webhooks_forget_notices
    AFTER DELETE ON webhooks
    FOR EACH ROW
    EXECUTE FUNCTION usher_forget_notices_of_webhook();

-- What waits is still sent, however soon jobs are deleted.
CREATE FUNCTION usher_forget_notices_of_job() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    DELETE FROM notices WHERE job_id = OLD.id AND state <> 'waiting';
    RETURN NULL;
END
$$;

CREATE TRIGGER jobs_forget_notices
    AFTER DELETE ON jobs
    FOR EACH ROW
    EXECUTE FUNCTION usher_forget_notices_of_job();
