-- An export as it was fixed at its start, and the file that came of it.
CREATE TABLE exports (
    job_id        text COLLATE "C" PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    connection_id text COLLATE "C",
    created_until timestamptz,
    users         bigint NOT NULL,
    size_bytes    bigint,
    sha256        text
);

COMMENT ON COLUMN exports.created_until IS 'no user was younger when the job began: where bounds say who belongs to it, one that is younger does not';
COMMENT ON COLUMN exports.sha256 IS 'of the published file';

-- The users of a chunk are those of user_ids, or, if that is null, those with low < user_id <= high. All chunks of a job are cut in one transaction. Workers read
-- a chunk by COPY, which takes no parameters: its id is all that they put into the statement.
CREATE TABLE export_chunks (
    chunk_id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id       text COLLATE "C" NOT NULL REFERENCES jobs ON DELETE CASCADE,
    chunk_number int NOT NULL,
    low          text COLLATE "C" NOT NULL,
    high         text COLLATE "C" NOT NULL,
    users        bigint NOT NULL,
    user_ids     text[] COLLATE "C",
    segment      text,
    rows         bigint,
    size_bytes   bigint,
    crc32c       bigint,
    UNIQUE (job_id, chunk_number)
);

COMMENT ON COLUMN export_chunks.users IS 'how many there were when the job began';
COMMENT ON COLUMN export_chunks.user_ids IS 'in no order; null unless the export has a limit or takes changed users only';
COMMENT ON COLUMN export_chunks.segment IS 'the stored file with the bytes of the chunk; null until it is written';
