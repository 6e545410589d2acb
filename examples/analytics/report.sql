-- # Answer rate
SELECT
  call_type,
  count(*) AS calls,
  count(answered_at) AS answered,
  round(100.0 * count(answered_at) / count(*), 1) AS percent
FROM calls
GROUP BY call_type
ORDER BY call_type;

-- # Time to answer, in seconds
WITH answers AS (
  SELECT
    round((julianday(answered_at) - julianday(invited_at)) * 86400, 1) AS seconds,
    row_number() OVER (ORDER BY julianday(answered_at) - julianday(invited_at)) AS place,
    count(*) OVER () AS answers
  FROM calls
  WHERE answered_at IS NOT NULL
)
SELECT
  round(avg(seconds), 1) AS average,
  max(CASE WHEN place = (answers + 1) / 2 THEN seconds END) AS median,
  max(seconds) AS longest
FROM answers;

-- # Service level of the queues
SELECT
  queue,
  count(*) AS customers,
  sum(was_served) AS served,
  round(avg(CASE WHEN was_served THEN waited_ms END) / 1000.0, 1) AS average_wait_s,
  round(100.0 * sum(was_served AND waited_ms <= :in_time_ms) / count(*), 1) AS percent_in_time
FROM waits
GROUP BY queue
ORDER BY queue;

-- # Missed calls by hour
SELECT
  substr(invited_at, 12, 2) || ':00' AS hour,
  count(*) AS calls,
  sum(end_reason IS 'missed') AS missed
FROM calls
GROUP BY hour
ORDER BY hour;
