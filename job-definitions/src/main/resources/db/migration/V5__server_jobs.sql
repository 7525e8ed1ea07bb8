-- Jobs that wait for a server.

-- A statement that waits for this lock lets everybody else wait behind it.
SET LOCAL lock_timeout = '10s';

ALTER TABLE jobs
    ADD COLUMN store                 text,
    ADD COLUMN external_id           text,
    ADD COLUMN client_id             text,
    ADD COLUMN send_completion_email boolean NOT NULL DEFAULT false,
    ADD COLUMN takeovers             int NOT NULL DEFAULT 0,
    ADD COLUMN takeover_mark         text;

COMMENT ON COLUMN jobs.store IS 'the file store that has its files: only servers with that one run it; null: it belongs to the command line that began it';
COMMENT ON COLUMN jobs.client_id IS 'who submitted it over HTTP';
COMMENT ON COLUMN jobs.takeovers IS 'how often servers took it over from a lost one since it last got further';
COMMENT ON COLUMN jobs.takeover_mark IS 'how far it was at the last of them';

CREATE INDEX jobs_pending ON jobs (store, created_at, id) WHERE status = 'pending';

-- The key is written before its job, and waits for whoever else is writing the same one.
CREATE TABLE idempotency_keys (
    client_id      text COLLATE "C" NOT NULL,
    key            text COLLATE "C" NOT NULL,
    request_digest text NOT NULL,
    job_id         text COLLATE "C" NOT NULL REFERENCES jobs ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (client_id, key)
);

CREATE INDEX idempotency_keys_by_job ON idempotency_keys (job_id);

COMMENT ON COLUMN idempotency_keys.client_id IS 'empty if nobody had to say who they are';
