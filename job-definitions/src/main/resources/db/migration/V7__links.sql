-- What signs the links to files: the same for all servers of a database. Random as keys are, from the server's own source.
CREATE TABLE link_secret (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    secret   bytea NOT NULL
);

COMMENT ON TABLE link_secret IS 'a server reads it once: after a change restart all of them';

INSERT INTO link_secret (secret)
VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
