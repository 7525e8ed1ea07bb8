-- The tables jobs and job_errors are public: operators may query them.

CREATE TABLE jobs (
    id             text COLLATE "C" PRIMARY KEY CHECK (id ~ '^job_[A-Za-z0-9]{16}$'),
    type           text NOT NULL CHECK (type IN ('users_import', 'users_export')),
    status         text NOT NULL CHECK (status IN ('pending', 'processing', 'completed', 'failed', 'stopped')),
    connection_id  text COLLATE "C",
    connection     text,
    request        jsonb NOT NULL,
    attempts       int NOT NULL DEFAULT 0,
    stop_requested boolean NOT NULL DEFAULT false,
    created_at     timestamptz NOT NULL DEFAULT now(),
    started_at     timestamptz,
    finished_at    timestamptz,
    running_ms     bigint NOT NULL DEFAULT 0,
    status_code    text,
    status_details text,
    leftovers_removed boolean NOT NULL DEFAULT false,
    rejects        text,
    total          bigint,
    inserted       bigint,
    updated        bigint,
    unchanged      bigint,
    failed         bigint,
    CHECK (total = inserted + updated + failed),
    CHECK (unchanged <= updated)
);

CREATE INDEX jobs_by_age ON jobs (created_at DESC, id);
CREATE INDEX jobs_unfinished ON jobs (created_at) WHERE status IN ('pending', 'processing');

COMMENT ON COLUMN jobs.connection_id IS 'null: all connections, which only an export takes';
COMMENT ON COLUMN jobs.leftovers_removed IS 'staged rows and copied input are gone: the job cannot be restarted';
COMMENT ON COLUMN jobs.rejects IS 'the stored file of its rejected records; null if there are none or their time is over';
COMMENT ON COLUMN jobs.unchanged IS 'the part of updated that needed no write';

CREATE TABLE job_errors (
    job_id        text COLLATE "C" NOT NULL,
    record_number bigint NOT NULL,
    error_number  int NOT NULL,
    line_number   bigint NOT NULL,
    column_number bigint NOT NULL,
    byte_offset   bigint NOT NULL,
    record_offset bigint NOT NULL,
    record_length bigint NOT NULL,
    code          text NOT NULL,
    path          text,
    message       text NOT NULL,
    PRIMARY KEY (job_id, record_number, error_number)
);

COMMENT ON COLUMN job_errors.record_number IS '1-based; a CSV header and blank lines are not counted';
COMMENT ON COLUMN job_errors.line_number IS '1-based; every line of the file is counted';
COMMENT ON COLUMN job_errors.column_number IS '1-based, in characters';
COMMENT ON COLUMN job_errors.byte_offset IS '0-based offset of what is wrong in the unpacked file';
COMMENT ON COLUMN job_errors.record_offset IS '0-based offset of the record in the unpacked file';

CREATE TABLE job_warnings (
    job_id text COLLATE "C" NOT NULL,
    part   int NOT NULL,
    code   text NOT NULL,
    path   text NOT NULL,
    rows   bigint NOT NULL,
    PRIMARY KEY (job_id, code, path, part)
);

-- Who runs a job. Only a takeover updates a row; every chunk share-locks it. Heartbeats live in a table of their own,
-- because a share lock and an update of the same row by two partitions would deadlock.
CREATE TABLE job_leases (
    job_id   text COLLATE "C" PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    node_id  text COLLATE "C" NOT NULL,
    token    bigint NOT NULL,
    taken_at timestamptz NOT NULL DEFAULT now()
);

CREATE SEQUENCE job_lease_tokens;

CREATE TABLE nodes (
    node_id            text COLLATE "C" PRIMARY KEY,
    machine            text NOT NULL,
    pid                bigint NOT NULL,
    process_started_at timestamptz,
    started_at         timestamptz NOT NULL DEFAULT now(),
    heartbeat_at       timestamptz NOT NULL DEFAULT now()
);

-- The folder of this database in the file store: databases that share a home folder must not tidy up each other's files.
CREATE TABLE file_folder (
    name text NOT NULL
);

INSERT INTO file_folder (name) VALUES (replace(gen_random_uuid()::text, '-', ''));

CREATE TABLE import_inputs (
    job_id        text COLLATE "C" PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    data_path     text NOT NULL,
    size_bytes    bigint NOT NULL,
    sha256        text NOT NULL,
    records       bigint NOT NULL,
    duplicates    bigint NOT NULL DEFAULT 0,
    description   jsonb NOT NULL
);

CREATE TABLE import_parts (
    job_id            text COLLATE "C" NOT NULL REFERENCES jobs ON DELETE CASCADE,
    part_number       int NOT NULL,
    offset_bytes      bigint NOT NULL,
    end_offset_bytes  bigint NOT NULL,
    first_record      bigint NOT NULL,
    first_line        bigint NOT NULL,
    first_column      bigint NOT NULL,
    next_offset_bytes bigint NOT NULL,
    next_record       bigint NOT NULL,
    next_line         bigint NOT NULL,
    records           bigint NOT NULL DEFAULT 0,
    rejected          bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (job_id, part_number)
);

COMMENT ON COLUMN import_inputs.duplicates IS 'rows rejected because their user stands in the file before';

-- Which attributes the staged rows of a part give or unset at all.
CREATE TABLE import_staged_attributes (
    job_id      text COLLATE "C" NOT NULL REFERENCES jobs ON DELETE CASCADE,
    part_number int NOT NULL,
    given       text[] NOT NULL,
    unset       text[] NOT NULL,
    PRIMARY KEY (job_id, part_number)
);

-- The ranges of a job are cut in the transaction that rejects the duplicates of its file. A range holds the rows with
-- low < key <= high; null is open. A worker claims a range by the lock of its row: those of its group from the first on, then
-- those of other groups from the last on.
CREATE TABLE import_key_ranges (
    job_id       text COLLATE "C" NOT NULL REFERENCES jobs ON DELETE CASCADE,
    range_number int NOT NULL,
    group_number int NOT NULL,
    low          text COLLATE "C",
    high         text COLLATE "C",
    resolved     boolean NOT NULL DEFAULT false,
    merged       boolean NOT NULL DEFAULT false,
    inserted     bigint NOT NULL DEFAULT 0,
    updated      bigint NOT NULL DEFAULT 0,
    unchanged    bigint NOT NULL DEFAULT 0,
    failed       bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (job_id, range_number)
);

CREATE SCHEMA IF NOT EXISTS usher_staging;
