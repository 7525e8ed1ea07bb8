-- What logins leave behind. Secrets are stored as their SHA-256: each is made of 120 random bits at least.

-- A statement that waits for a lock of users lets everybody else wait behind it.
SET LOCAL lock_timeout = '10s';

-- Wrong passwords in a row, of whoever is called so or of nobody. From a number on that the servers know, they are a block.
-- Wrong second factors count for the id of their user as well, with an empty ip.
CREATE TABLE login_failures (
    identifier    text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    ip            text COLLATE "C" NOT NULL,
    failures      int NOT NULL,
    failed_at     timestamptz NOT NULL,
    PRIMARY KEY (identifier, connection_id, ip)
);

COMMENT ON COLUMN login_failures.connection_id IS 'where the name was looked for; empty: in several, of which none or more than one knows it, or it is the id of a user';

CREATE INDEX login_failures_failed_at ON login_failures (failed_at);

CREATE TABLE login_sessions (
    session_id  text COLLATE "C" PRIMARY KEY,
    user_id     text COLLATE "C" NOT NULL,
    identity_id text COLLATE "C" NOT NULL,
    client_id   text COLLATE "C" NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL
);

COMMENT ON COLUMN login_sessions.identity_id IS 'the user, or the linked identity of the user, whose password proved right';

CREATE INDEX login_sessions_user_id ON login_sessions (user_id);
CREATE INDEX login_sessions_expires_at ON login_sessions (expires_at);

-- A token that was used stays, so that whoever uses it again is recognised.
CREATE TABLE refresh_tokens (
    token_hash  text COLLATE "C" PRIMARY KEY,
    family      text COLLATE "C" NOT NULL,
    session_id  text COLLATE "C" NOT NULL,
    user_id     text COLLATE "C" NOT NULL,
    identity_id text COLLATE "C" NOT NULL,
    client_id   text COLLATE "C" NOT NULL,
    scopes      text NOT NULL,
    audience    text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz
);

COMMENT ON COLUMN refresh_tokens.family IS 'of the tokens that came of one login, each from the one before';

CREATE INDEX refresh_tokens_user_id ON refresh_tokens (user_id);
CREATE INDEX refresh_tokens_family ON refresh_tokens (family);
CREATE INDEX refresh_tokens_expires_at ON refresh_tokens (expires_at);

-- A password was right, and a second factor is missing.
CREATE TABLE mfa_challenges (
    token_hash    text COLLATE "C" PRIMARY KEY,
    user_id       text COLLATE "C" NOT NULL,
    identity_id   text COLLATE "C" NOT NULL,
    client_id     text COLLATE "C" NOT NULL,
    identifier    text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    scopes        text NOT NULL,
    audience      text,
    expires_at    timestamptz NOT NULL
);

COMMENT ON COLUMN mfa_challenges.identifier IS 'by which the password was found, as login_failures count it';

CREATE INDEX mfa_challenges_user_id ON mfa_challenges (user_id);
CREATE INDEX mfa_challenges_expires_at ON mfa_challenges (expires_at);

CREATE TABLE mfa_recovery_codes (
    user_id   text COLLATE "C" PRIMARY KEY,
    code_hash text COLLATE "C" NOT NULL
);

-- The last step of time whose one-time password was used.
CREATE TABLE mfa_totp_steps (
    user_id text COLLATE "C" PRIMARY KEY,
    step    bigint NOT NULL
);

-- Whoever deletes a user, and however many: nothing may be left that the next user with the same id would inherit.
-- Foreign keys would do so too, row by row.
CREATE FUNCTION usher_end_logins() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    -- The trigger is called again for what it deletes itself, in the end for nothing.
    IF NOT EXISTS (SELECT FROM deleted) THEN
        RETURN NULL;
    END IF;
    -- Identities that were linked to them belong to nobody else. Without this they would be seen nowhere.
    DELETE FROM users AS t USING deleted AS d WHERE t.linked_to = d.user_id;
    UPDATE users AS t SET has_linked = NULL
      FROM deleted AS d
     WHERE t.user_id = d.linked_to AND NOT EXISTS (SELECT FROM users AS l WHERE l.linked_to = t.user_id);
    DELETE FROM login_sessions AS t USING deleted AS d
     WHERE t.user_id = coalesce(d.linked_to, d.user_id) AND (d.linked_to IS NULL OR t.identity_id = d.user_id);
    DELETE FROM refresh_tokens AS t USING deleted AS d
     WHERE t.user_id = coalesce(d.linked_to, d.user_id) AND (d.linked_to IS NULL OR t.identity_id = d.user_id);
    DELETE FROM mfa_challenges AS t USING deleted AS d
     WHERE t.user_id = coalesce(d.linked_to, d.user_id) AND (d.linked_to IS NULL OR t.identity_id = d.user_id);
    DELETE FROM mfa_recovery_codes AS t USING deleted AS d WHERE t.user_id = d.user_id;
    DELETE FROM mfa_totp_steps AS t USING deleted AS d WHERE t.user_id = d.user_id;
    DELETE FROM login_failures AS t USING deleted AS d WHERE t.identifier = d.user_id AND t.ip = '';
    RETURN NULL;
END
$$;

CREATE TRIGGER users_end_logins
    AFTER DELETE ON users
    REFERENCING OLD TABLE AS deleted
    FOR EACH STATEMENT
    EXECUTE FUNCTION usher_end_logins();

-- Whoever links, unlinks or sets a password: nobody stays logged in by what is not so any more. Refresh tokens outlive a
-- password, as at Auth0. Imports set neither column.
CREATE FUNCTION usher_end_stale_logins() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    IF NEW.linked_to IS DISTINCT FROM OLD.linked_to THEN
        -- Of a user who is none any more, and of who came in by an identity that is taken away.
        DELETE FROM login_sessions
         WHERE user_id = NEW.user_id OR (user_id = OLD.linked_to AND identity_id = NEW.user_id);
        DELETE FROM refresh_tokens
         WHERE user_id = NEW.user_id OR (user_id = OLD.linked_to AND identity_id = NEW.user_id);
        DELETE FROM mfa_challenges
         WHERE user_id = NEW.user_id OR (user_id = OLD.linked_to AND identity_id = NEW.user_id);
    ELSE
        DELETE FROM login_sessions
         WHERE user_id = coalesce(NEW.linked_to, NEW.user_id) AND identity_id = NEW.user_id;
        DELETE FROM mfa_challenges
         WHERE user_id = coalesce(NEW.linked_to, NEW.user_id) AND identity_id = NEW.user_id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_end_stale_logins
    AFTER UPDATE OF linked_to, last_password_reset ON users
    FOR EACH ROW
    EXECUTE FUNCTION usher_end_stale_logins();

-- Whoever enrols anew, be it by an import, has other factors: what was good in the place of the old ones is good no more.
-- An import that brings the same factors again fires nothing.
CREATE FUNCTION usher_end_enrolment() RETURNS trigger LANGUAGE plpgsql AS
$$
BEGIN
    DELETE FROM mfa_recovery_codes WHERE user_id = NEW.user_id;
    DELETE FROM mfa_totp_steps WHERE user_id = NEW.user_id;
    DELETE FROM mfa_challenges WHERE user_id = NEW.user_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_end_enrolment
    AFTER UPDATE OF mfa_factors ON users
    FOR EACH ROW
    WHEN (OLD.mfa_factors IS NOT NULL AND OLD.mfa_factors IS DISTINCT FROM NEW.mfa_factors)
    EXECUTE FUNCTION usher_end_enrolment();
