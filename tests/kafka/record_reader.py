"""Reads a topic as any consumer would, and holds every record against the published schemas.

Usage: record_reader.py BROKERS TOPIC COUNT
"""

import json
import pathlib
import re
import sys

from jsonschema import Draft202012Validator
from kafka import KafkaConsumer

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "schemas"
PATIENCE_MS = 20_000

# What must never be in the topic: SDP, ICE candidates, addresses, tokens, passwords.
SECRETS = re.compile(
    rb"v=0\\r|a=candidate|candidate:|\b\d{1,3}(\.\d{1,3}){3}\b|eyJ[A-Za-z0-9_-]{10,}\.|"
    rb'"(password|token|refresh_token|ticket|sdp)"'
)


def validator(name):
    return Draft202012Validator(json.loads((SCHEMAS / name).read_text()))


def flaws(record, seen):
    """What is wrong with a record, a line each."""
    value = json.loads(record.value)
    headers = {name: text.decode() for name, text in record.headers}
    for flaw in validator("record.json").iter_errors(value):
        yield f"envelope: {flaw.message}"
    data_schema = f"{value['type']}.v{value['version']}.json"
    for flaw in validator(data_schema).iter_errors(value["data"]):
        yield f"{data_schema}: {flaw.message}"
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
    seen, read, wrong = {}, 0, 0
    for record in consumer:
        read += 1
        for flaw in flaws(record, seen):
            wrong += 1
            print(f"{topic}[{record.partition}] at {record.offset}: {flaw}")
        if read == count:
            break
    print(f"{read} of {count} records read by an independent client, {wrong} flaws")
    return 0 if read == count > 0 and wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
