-- What signs the links to files: the same for all servers of a database. Random as keys are, from the server's own source.
CREATE TABLE link_secret (
    secret bytea NOT NULL
);

INSERT INTO link_secret (secret)
VALUES (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));
