-- Files that imports take from external stores, and exports put there.

-- A statement that waits for this lock lets everybody else wait behind it.
SET LOCAL lock_timeout = '10s';

ALTER TABLE jobs ADD COLUMN any_server boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN jobs.any_server IS 'its files come from or go to external stores: a server with another file store than that of jobs.store may run it, and then has its files';

CREATE INDEX jobs_pending_anywhere ON jobs (created_at, id) WHERE status = 'pending' AND any_server;

-- What an import took from its source, and what became of that file there.
CREATE TABLE import_sources (
    job_id          text COLLATE "C" PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    connection_id   text COLLATE "C" NOT NULL,
    source          text COLLATE "C" NOT NULL,
    store           text COLLATE "C",
    file_name       text COLLATE "C",
    version         text,
    modified_at     timestamptz,
    size_bytes      bigint,
    sha256          text,
    stored          text,
    remark          text CHECK (remark IN ('NO_FILE', 'UNCHANGED')),
    settled         text NOT NULL DEFAULT 'open' CHECK (settled IN ('open', 'done', 'failed', 'kept', 'left')),
    settle_failures int NOT NULL DEFAULT 0,
    settle_after    timestamptz NOT NULL DEFAULT now(),
    follow_up       text CHECK (follow_up IN ('due', 'over')),
    CHECK (remark IS DISTINCT FROM 'NO_FILE' OR file_name IS NULL)
);

CREATE INDEX import_sources_by_store ON import_sources (store) WHERE settled IN ('open', 'failed', 'kept');
CREATE INDEX import_sources_follow_up ON import_sources (job_id) WHERE follow_up = 'due';

COMMENT ON COLUMN import_sources.source IS 'store and pattern, or address: the same for jobs with the same source';
COMMENT ON COLUMN import_sources.store IS 'null: the source is an address';
COMMENT ON COLUMN import_sources.file_name IS 'null: none was taken';
COMMENT ON COLUMN import_sources.stored IS 'the copy in the file store of jobs.store; null until it is whole';
COMMENT ON COLUMN import_sources.remark IS 'why nothing was imported; null: the file was, or is to be';
COMMENT ON COLUMN import_sources.settled IS 'where the file is at the source: open: as it was, to be moved when the job has ended; done, failed: moved there; kept: of a failed job, as it was; left: nothing is to be done to it any more';
COMMENT ON COLUMN import_sources.follow_up IS 'due: when the job has completed, another one may have to take the next file';

-- What was last imported from a source, which outlives the job.
CREATE TABLE imported_files (
    connection_id text COLLATE "C" NOT NULL,
    source        text COLLATE "C" NOT NULL,
    file_name     text COLLATE "C" NOT NULL,
    version       text NOT NULL,
    modified_at   timestamptz NOT NULL,
    sha256        text NOT NULL,
    imported_at   timestamptz NOT NULL DEFAULT now(),
    mirrored      text,
    PRIMARY KEY (connection_id, source)
);

COMMENT ON COLUMN imported_files.mirrored IS 'the action of a mirror that has nothing left to do as long as the file stays the same';

ALTER TABLE exports
    ADD COLUMN upload    text,
    ADD COLUMN delivered boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN exports.upload IS 'what was brought to an external store last, perhaps without being published';
COMMENT ON COLUMN exports.delivered IS 'whether its file is in the external store that it is for';
