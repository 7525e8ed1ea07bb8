-- Programs that may ask for tokens. A token stays good only as long as its client is here.
CREATE TABLE clients (
    client_id   text COLLATE "C" PRIMARY KEY CHECK (client_id ~ '^[A-Za-z0-9_-]{1,64}$'),
    name        text NOT NULL,
    secret_hash text NOT NULL,
    scopes      text[] NOT NULL,
    declared    boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now(),
    rotated_at  timestamptz
);

COMMENT ON COLUMN clients.secret_hash IS 'SHA-256 of the secret in hexadecimal; the secret itself is nowhere';
COMMENT ON COLUMN clients.declared IS 'whether the configuration of the servers declares it: a start that declares another one deletes it';
COMMENT ON COLUMN clients.rotated_at IS 'when the secret was last replaced';

-- The keys that sign tokens, with their private parts: who can read this table can make tokens.
CREATE TABLE signing_keys (
    kid        text COLLATE "C" PRIMARY KEY,
    jwk        jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz
);

COMMENT ON COLUMN signing_keys.retired_at IS 'when a newer key took its place; what it signed before stays good until it expires';

-- Of several nodes that start on an empty database, one makes the key.
CREATE UNIQUE INDEX signing_keys_in_use ON signing_keys ((true)) WHERE retired_at IS NULL;
