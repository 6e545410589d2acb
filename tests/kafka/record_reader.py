"""Reads a topic as any consumer would, and holds every record against the published schemas.

Usage: record_reader.py BROKERS TOPIC COUNT
"""

import json
import pathlib
import re
import sys

from jsonschema import Draft202012Validator
from kafka import KafkaConsumer
from referencing import Registry, Resource

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "schemas"
PATIENCE_MS = 20_000

# What must never be in the topic: SDP, ICE candidates, addresses, tokens, passwords.
SECRETS = re.compile(
    rb"v=0\\r|a=candidate|candidate:|\b\d{1,3}(\.\d{1,3}){3}\b|eyJ[A-Za-z0-9_-]{10,}\.|"
    rb'"(password|token|refresh_token|ticket|sdp)"'
)


def validator():
    """The schema of a record, which names those of the data of every type."""
    schemas = {file.name: json.loads(file.read_text()) for file in SCHEMAS.glob("*.json")}
    registry = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    return Draft202012Validator(schemas["record.json"], registry=registry)


def flaws(record, schema, seen):
    """What is wrong with a record, a line each."""
    value = json.loads(record.value)
    headers = {name: text.decode() for name, text in record.headers}
    for flaw in schema.iter_errors(value):
        yield f"{flaw.json_path}: {flaw.message}"
    expected = {
        "ce_specversion": "1.0",
        "ce_id": value["id"],
        "ce_source": "/switchboard",
        "ce_type": value["type"],
        "ce_subject": value["stream"],
        "ce_time": value["time"],
        "content-type": "application/json",
    }
    for name, text in expected.items():
        if headers.get(name) != text:
            yield f"header {name} is {headers.get(name)!r} and not {text!r}"
    if record.key.decode() != value["stream"]:
        yield f"its key is {record.key!r}"
    if value["seq"] != seen.get(value["stream"], 0) + 1:
        yield f"its seq is {value['seq']} after {seen.get(value['stream'], 0)}"
    if SECRETS.search(record.value):
        yield "it holds what must not be in the topic"
    seen[value["stream"]] = value["seq"]


def main():
    brokers, topic, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=brokers.split(","),
        auto_offset_reset="earliest",
        group_id=None,
        consumer_timeout_ms=PATIENCE_MS,
    )
    schema, seen, read, wrong = validator(), {}, 0, 0
    for record in consumer:
        read += 1
        for flaw in flaws(record, schema, seen):
            wrong += 1
            print(f"{topic}[{record.partition}] at {record.offset}: {flaw}")
        if read == count:
            break
    print(f"{read} of {count} records read by an independent client, {wrong} flaws")
    return 0 if read == count > 0 and wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
