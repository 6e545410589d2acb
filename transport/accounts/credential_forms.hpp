#pragma once

#include <array>

/// The forms that `credentials.db` has had. The first makes the tables in an empty file; each
/// further one makes its form out of the one before, and none is ever changed: files of it exist.
namespace switchboard::credential_forms {

constexpr const char* first = R"(
  CREATE TABLE users (
    user_id       TEXT PRIMARY KEY,
    folded_name   TEXT NOT NULL UNIQUE,
    email         TEXT,
    folded_email  TEXT UNIQUE,
    password_hash TEXT NOT NULL,
    role          TEXT NOT NULL,
    uuid          TEXT NOT NULL,
    reserved_at   INTEGER NOT NULL,
    is_confirmed  INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX unconfirmed ON users (reserved_at) WHERE is_confirmed = 0;

  CREATE TABLE sessions (
    session_id     TEXT PRIMARY KEY,
    user_id        TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    refresh_digest BLOB NOT NULL UNIQUE,
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL,
    ip_address     TEXT NOT NULL,
    user_agent     TEXT NOT NULL,
    is_revoked     INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX sessions_of_user ON sessions (user_id);
  CREATE INDEX sessions_by_end ON sessions (expires_at);

  -- Refresh tokens that were good once. Whoever shows one has stolen it, or was stolen from.
  CREATE TABLE spent_tokens (
    digest     BLOB PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX spent_tokens_of_session ON spent_tokens (session_id);
)";

constexpr const char* with_second_factors = R"(
  ALTER TABLE users ADD COLUMN email_verified_at INTEGER;
  ALTER TABLE sessions ADD COLUMN last_used_at INTEGER NOT NULL DEFAULT 0;
  UPDATE sessions SET last_used_at = created_at;

  -- The authenticators that make codes. The secret must be known to check a code.
  CREATE TABLE authenticators (
    user_id      TEXT PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    secret       BLOB NOT NULL,
    last_step    INTEGER NOT NULL DEFAULT 0,
    is_confirmed INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE recovery_codes (
    user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    digest  BLOB NOT NULL,
    PRIMARY KEY (user_id, digest)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE passkeys (
    credential_id BLOB PRIMARY KEY,
    passkey_id    TEXT NOT NULL UNIQUE,
    user_id       TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    public_key    BLOB NOT NULL,
    sign_count    INTEGER NOT NULL,
    name          TEXT NOT NULL,
    created_at    INTEGER NOT NULL,
    last_used_at  INTEGER
  ) STRICT;
  CREATE INDEX passkeys_of_user ON passkeys (user_id);

  -- Links that somebody was given and has not used yet.
  CREATE TABLE links (
    digest     BLOB PRIMARY KEY,
    user_id    TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose    TEXT NOT NULL,
    way        TEXT NOT NULL,
    email      TEXT,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX links_of_user ON links (user_id, purpose);
  CREATE INDEX links_by_end ON links (expires_at);

  -- What has changed here and may not be in the log yet.
  CREATE TABLE notes (
    note_id  TEXT PRIMARY KEY,
    user_id  TEXT NOT NULL,
    actor    TEXT NOT NULL,
    kind     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    name     TEXT NOT NULL,
    noted_at INTEGER NOT NULL
  ) STRICT;
)";

constexpr std::array all{first, with_second_factors};

} // namespace switchboard::credential_forms
