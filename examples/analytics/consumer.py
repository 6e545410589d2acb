#!/usr/bin/env python3
"""Answers four questions about calls from an export of the event log.

Make the export with `switchboard log export`, then:

    examples/analytics/consumer.py events.ndjson
    switchboard log export --since 24h | examples/analytics/consumer.py -

Each line is one event, as docs/events.md describes it. They go into SQLite as they are, with an
index on what one asks for; schema.sql makes tables of calls and of waits out of them, and
report.sql asks the questions. Write your own questions beside them.
"""

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent


def rows_of(lines: Iterable[str]) -> Iterator[tuple]:
    """One row for each record; a record that cannot be read is an error, never left out."""
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
            yield (
                record["id"],
                record["stream"],
                record["seq"],
                record["type"],
                record["time"],
                record["correlation_id"],
                json.dumps(record["data"]),
            )
        except (ValueError, KeyError, TypeError) as mistake:
            raise SystemExit(f"line {number} is not an event's record: {mistake}")


def load(lines: Iterable[str], database: str) -> sqlite3.Connection:
    """Takes the events in. Taking the same ones in again changes nothing: their ids are keys."""
    connection = sqlite3.connect(database)
    connection.executescript((HERE / "schema.sql").read_text(encoding="utf-8"))
    with connection:
        connection.executemany(
            "INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", rows_of(lines)
        )
    return connection


def questions() -> Iterator[tuple[str, str]]:
    """The queries of report.sql, each under the comment that begins with `-- #`."""
    for part in (HERE / "report.sql").read_text(encoding="utf-8").split("-- # ")[1:]:
        title, query = part.split("\n", 1)
        yield title, query


def as_text(value: object) -> str:
    return "-" if value is None else str(value)


def print_table(title: str, cursor: sqlite3.Cursor) -> None:
    names = [column[0] for column in cursor.description]
    rows = [names] + [[as_text(value) for value in row] for row in cursor]
    widths = [max(len(row[i]) for row in rows) for i in range(len(names))]
    print(title)
    for row in rows:
        print("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("export", help="the exported file, or - for the standard input")
    parser.add_argument("--database", default=":memory:", help="keep the events in this file")
    parser.add_argument("--in-time-s", type=int, default=20, help="the queues' target wait")
    asked = parser.parse_args()
    if asked.export == "-":
        connection = load(sys.stdin, asked.database)
    else:
        with open(asked.export, encoding="utf-8") as lines:
            connection = load(lines, asked.database)
    for title, query in questions():
        print_table(title, connection.execute(query, {"in_time_ms": asked.in_time_s * 1000}))


if __name__ == "__main__":
    main()
