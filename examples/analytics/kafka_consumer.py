#!/usr/bin/env python3
"""Prints the events of a switchboard whose log is in Kafka, one record a line.

    pip install kafka-python lz4 zstandard
    examples/analytics/kafka_consumer.py --brokers 127.0.0.1:9092 --once > events.ndjson
    examples/analytics/kafka_consumer.py --brokers 127.0.0.1:9092 | jq .type

With --once it ends where the topic ends now, else it goes on with what comes.

Not every record in the topic is an event. Who writes to a stream that somebody else has written to
in the meantime leaves a record that does not count. The rule is the same for all who read: an
append counts once all of its records are there, if its first number is the next of its stream.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator

from kafka import KafkaConsumer, TopicPartition


class Reader:
    """Tells the records that count from those that do not."""

    def __init__(self) -> None:
        self.lengths: dict[str, int] = {}
        self.open: dict[str, list[bytes]] = {}

    def accept(self, key: bytes, mark: str, value: bytes) -> list[bytes]:
        """The records that count from now on, because this one completes their append."""
        append, index, size = mark.rsplit("/", 2)
        records = self.open.setdefault(append, [])
        if int(index) != len(records):
            return []
        records.append(value)
        if len(records) < int(size):
            return []
        del self.open[append]
        stream = key.decode()
        if json.loads(records[0])["seq"] != self.lengths.get(stream, 0) + 1:
            return []
        self.lengths[stream] = self.lengths.get(stream, 0) + len(records)
        return records


def events(consumer: Iterable, reader: Reader) -> Iterator[bytes]:
    for record in consumer:
        mark = dict(record.headers).get("append")
        if mark is not None:
            yield from reader.accept(record.key, mark.decode(), record.value)


def until(ends: dict, consumer: KafkaConsumer) -> Iterator:
    """The records before these ends."""
    left = {partition for partition, end in ends.items() if end > 0}
    while left:
        for partition, records in consumer.poll(timeout_ms=500).items():
            for record in records:
                if record.offset < ends[partition]:
                    yield record
        left = {each for each in left if consumer.position(each) < ends[each]}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--brokers", default="127.0.0.1:9092")
    options.add_argument("--topic", default="switchboard.events")
    options.add_argument("--once", action="store_true", help="end where the topic ends now")
    given = options.parse_args()

    consumer = KafkaConsumer(bootstrap_servers=given.brokers.split(","), group_id=None)
    partitions = [
        TopicPartition(given.topic, each)
        for each in sorted(consumer.partitions_for_topic(given.topic) or [])
    ]
    if not partitions:
        raise SystemExit(f"there is no topic {given.topic} at {given.brokers}")
    consumer.assign(partitions)
    consumer.seek_to_beginning()
    source = until(consumer.end_offsets(partitions), consumer) if given.once else consumer
    for record in events(source, Reader()):
        sys.stdout.buffer.write(record + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
