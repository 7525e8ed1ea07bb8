-- Key columns are compared byte by byte: no server locale decides whether two users are the same.

CREATE TABLE connections (
    id         text COLLATE "C" PRIMARY KEY CHECK (id ~ '^con_[A-Za-z0-9]{16}$'),
    name       text COLLATE "C" NOT NULL UNIQUE,
    strategy   text NOT NULL,
    options    jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- connection_id is no foreign key: a check per row would cost a bulk load a fifth of its speed. Whoever inserts users
-- locks the connection's row once per transaction instead, and whoever deletes a connection locks it against that.
CREATE TABLE users (
    user_id              text COLLATE "C" PRIMARY KEY,
    connection_id        text COLLATE "C" NOT NULL,
    email                text COLLATE "C",
    username             text COLLATE "C",
    phone_number         text COLLATE "C",
    given_name           text,
    family_name          text,
    name                 text,
    nickname             text,
    picture              text,
    password_hash        text,
    custom_password_hash jsonb,
    mfa_factors          jsonb,
    app_metadata         jsonb,
    user_metadata        jsonb,
    last_job_id          text COLLATE "C",
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    last_login           timestamptz,
    import_digest        uuid,
    email_is_unique      boolean NOT NULL,
    email_verified       boolean,
    phone_verified       boolean,
    blocked              boolean
);

COMMENT ON COLUMN users.picture IS 'null: the default picture, which is derived from e-mail and name when it is read';
COMMENT ON COLUMN users.email_is_unique IS 'whether the strategy of the connection lets an e-mail address occur once only';

COMMENT ON COLUMN users.import_digest IS 'of the record whose import the user is still the result of; null: not known';

-- Whoever else changes what an import may set makes the user another than the record's result. (An import that changes a
-- user sets another digest.)
CREATE FUNCTION usher_forget_import() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    NEW.import_digest := NULL;
    RETURN NEW;
END
$$;

CREATE TRIGGER users_forget_import
    BEFORE UPDATE OF user_id, connection_id, email, username, phone_number, given_name, family_name, name, nickname,
                     picture, password_hash, custom_password_hash, mfa_factors, app_metadata, user_metadata,
                     email_verified, phone_verified, blocked
    ON users
    FOR EACH ROW
    WHEN (OLD.import_digest = NEW.import_digest)
    EXECUTE FUNCTION usher_forget_import();

-- The last six digits of user ids that Usher makes. A session takes a thousand at a time: gaps do not matter.
CREATE SEQUENCE user_id_counter CACHE 1000;

-- The attribute comes first, so that rows merged in the order of their key touch the index from left to right.
CREATE UNIQUE INDEX users_email_key ON users (email, connection_id) WHERE email_is_unique;
CREATE INDEX users_email_shared ON users (email) WHERE NOT email_is_unique;
CREATE UNIQUE INDEX users_username_key ON users (username, connection_id) WHERE username IS NOT NULL;
CREATE UNIQUE INDEX users_phone_number_key ON users (phone_number, connection_id) WHERE phone_number IS NOT NULL;

INSERT INTO connections (id, name, strategy, options)
VALUES ('con_' || substr(translate(md5(random()::text || clock_timestamp()::text), '-', ''), 1, 16),
        'Username-Password-Authentication', 'auth0', '{}');

-- Merges objects at every depth; anything that is not an object on both sides is replaced by the second.
CREATE FUNCTION usher_deep_merge(old jsonb, new jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS
$$
DECLARE
    merged jsonb := old;
    member record;
BEGIN
    IF old IS NULL OR new IS NULL OR jsonb_typeof(old) <> 'object' OR jsonb_typeof(new) <> 'object' THEN
        RETURN coalesce(new, old);
    END IF;
    FOR member IN SELECT key, value FROM jsonb_each(new) LOOP
        merged := jsonb_set(merged, ARRAY [member.key], usher_deep_merge(old -> member.key, member.value), true);
    END LOOP;
    RETURN merged;
END
$$;
