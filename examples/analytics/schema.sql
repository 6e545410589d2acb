-- The events as they are exported, and what one asks for made out of them.

CREATE TABLE IF NOT EXISTS events (
  id      TEXT PRIMARY KEY,
  stream  TEXT NOT NULL,
  seq     INTEGER NOT NULL,
  type    TEXT NOT NULL,
  time    TEXT NOT NULL,
  -- The call that an event belongs to, whichever stream it is in.
  call_id TEXT NOT NULL,
  data    TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS events_by_call ON events (type, call_id);

-- One row for each call that rang: when it was answered and how it ended, if it was and has.
CREATE VIEW IF NOT EXISTS calls AS
SELECT
  invited.call_id,
  invited.data ->> '$.caller_id' AS caller_id,
  invited.data ->> '$.call_type' AS call_type,
  invited.time AS invited_at,
  (SELECT min(answer.time) FROM events AS answer
    WHERE answer.type = 'room.call_accepted' AND answer.call_id = invited.call_id) AS answered_at,
  ended.time AS ended_at,
  ended.data ->> '$.reason' AS end_reason,
  ended.data ->> '$.duration_ms' AS duration_ms
FROM events AS invited
LEFT JOIN events AS ended ON ended.type = 'room.call_ended' AND ended.call_id = invited.call_id
WHERE invited.type = 'room.call_invited';

-- One row for each customer of a queue who was served or went unserved.
CREATE VIEW IF NOT EXISTS waits AS
SELECT
  substr(stream, length('queue/') + 1) AS queue,
  time AS over_at,
  type = 'queue.matched' AS was_served,
  data ->> '$.waited_ms' AS waited_ms
FROM events
WHERE type IN ('queue.matched', 'queue.customer_left', 'queue.customer_abandoned');
