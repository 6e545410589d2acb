"""Prints what the Autobahn test suite found, by section; fails if a case did."""

import collections
import json
import sys

GOOD = {"OK", "INFORMATIONAL", "NON-STRICT"}


def main(index_file):
    with open(index_file) as file:
        cases = json.load(file)["switchboard"]
    sections = collections.defaultdict(collections.Counter)
    failed = []
    for number, result in cases.items():
        sections[int(number.split(".")[0])][result["behavior"]] += 1
        if result["behavior"] not in GOOD or result["behaviorClose"] not in GOOD:
            failed.append(f"{number}: {result['behavior']}, close: {result['behaviorClose']}")
    for section, results in sorted(sections.items()):
        print(f"section {section}: " + ", ".join(f"{count} {word}" for word, count in results.items()))
    for line in failed:
        print("failed " + line)
    print(f"{len(cases) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not cases else 0


sys.exit(main(sys.argv[1]))
