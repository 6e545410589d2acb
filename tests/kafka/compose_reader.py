"""Checks compose.yaml as far as that goes without Docker.

Usage: compose_reader.py PROGRAM BROKERS KAFKA_CLASSES

Kafka's image is of the version that the tests run; Kafka itself accepts the properties that the image
makes of the environment; and the server starts with its own environment and command, at BROKERS.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import yaml

TREE = pathlib.Path(__file__).resolve().parents[2]
PATIENCE_S = 60


def tested_version():
    """The version of Kafka in pom.xml."""
    pom = xml.etree.ElementTree.parse(TREE / "tests" / "kafka" / "pom.xml").getroot()
    space = {"m": "http://maven.apache.org/POM/4.0.0"}
    for each in pom.iterfind(".//m:dependency", space):
        if each.findtext("m:groupId", namespaces=space) == "org.apache.kafka":
            return each.findtext("m:version", namespaces=space)
    raise SystemExit("pom.xml names no version of Kafka")


def check_kafka(service, classes, folder):
    """Has Kafka prepare a folder with the properties of the service."""
    assert service["image"] == f"apache/kafka:{tested_version()}", service["image"]
    properties = {
        name.removeprefix("KAFKA_").lower().replace("_", "."): value
        for name, value in service["environment"].items()
    }
    properties["log.dirs"] = f"{folder}/kafka"
    file = pathlib.Path(folder) / "server.properties"
    file.write_text("".join(f"{name}={value}\n" for name, value in properties.items()))
    words = ["java", "-cp", classes, "kafka.tools.StorageTool", "format"]
    words += ["--cluster-id", "c3dpdGNoYm9hcmQta2Fma2E", "--config", str(file)]
    prepared = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S)
    assert prepared.returncode == 0, prepared.stdout + prepared.stderr


def check_server(service, program, brokers, folder):
    """Starts the server as the service does, with other brokers, a free port and its own folder."""
    words = re.search(r"exec \S+ (serve .*?)[\"']?$", service["command"]).group(1).split()
    words[words.index("--listen") + 1] = "127.0.0.1:0"
    words[words.index("--data") + 1] = f"{folder}/data"
    environment = os.environ | service["environment"]
    environment["SWITCHBOARD_KAFKA_BROKERS"] = brokers
    environment["SWITCHBOARD_KAFKA_TOPIC"] = f"compose.{os.getpid()}"
    environment["SWITCHBOARD_KAFKA_SIGNALS_TOPIC"] = f"compose.{os.getpid()}.signals"
    server = subprocess.Popen([program, *words], env=environment, cwd=TREE, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        says = next((line for line in server.stdout if re.match(r" +at +http:", line)), None)
        assert says is not None, server.stderr.read()
    finally:
        server.kill()
        server.communicate()


def main():
    program, brokers, classes = sys.argv[1:]
    services = yaml.safe_load((TREE / "compose.yaml").read_text())["services"]
    ours = services["switchboard"]
    assert ours["environment"]["SWITCHBOARD_KAFKA_BROKERS"] == "kafka:9092"
    assert "kafka" in ours["depends_on"] and set(ours["depends_on"]) <= set(services)
    with tempfile.TemporaryDirectory() as folder:
        check_kafka(services["kafka"], classes, folder)
        check_server(ours, program, brokers, folder)
    print("compose.yaml: Kafka and the server accept their settings")


if __name__ == "__main__":
    main()
