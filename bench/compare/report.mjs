// Makes the measured part of docs/performance.md, and its charts, from what was measured.
import { barChart } from "./chart.mjs";
import { targetsOf } from "./targets.mjs";

const number = (value) => Math.round(value).toLocaleString("en");
const fine = (value) => value.toFixed(2);
const ms = (us) => (us / 1000).toFixed(us < 10_000 ? 2 : 0);

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const when = ({ measured_at, load_before, rounds }) => `Measured ${measured_at.slice(0, 10)}, ${rounds === 1 ? "one round" : `medians of ${rounds} rounds in turn`}; the load average before was ${load_before.toFixed(1)}.`;
const limitedBy = (run) => (run.bottleneck === "generator" ? "the load" : run.bottleneck === "server" ? "the server" : "–");

const ofClass = (runs, wanted) => Object.values(runs).filter((run) => run.class === wanted);

const talkHead = ["what", "deliveries/s", "CPU a delivery, µs", "p50, ms", "p99, ms", "p99.9, ms", "limited by"];
const talkRow = (run) => [run.name, number(run.deliveries_per_s), fine(run.server_us_a_delivery),
  ms(run.delivery.p50_us), ms(run.delivery.p99_us), ms(run.delivery.p99_9_us), limitedBy(run)];

const sizesTable = (figures, wanted) => table(
  ["people", "bytes", ...ofClass(figures[0].of, wanted).map(({ name }) => name)],
  figures.map(({ people, bytes, of }) => [people, bytes,
    ...ofClass(of, wanted).map((run) => `${number(run.deliveries_per_s)} (${fine(run.server_us_a_delivery)})`)]));

const parts = {
  "fan-out": ({ figures }) => `### Fan-out to 100 people

One room of 100, 32 texts of 256 bytes under way at any time, each from another person.

Class *memory*: the server's signals in a call, and what the others have.

![Deliveries a second in a room of 100](charts/fan-out.svg)

${table(talkHead, ofClass(figures, "memory").map(talkRow))}

Class *disk*: the server's messages in a group, which are in the log before anybody hears of them.

${table(talkHead, ofClass(figures, "disk").map(talkRow))}`,

  "fan-out-sizes": ({ figures }) => `### Fan-out in smaller and larger rooms

Deliveries a second, and in brackets µs of the server's processor time for each.

Class *memory*:

${sizesTable(figures, "memory")}

Class *disk*:

${sizesTable(figures, "disk")}`,

  relay: ({ figures: { most, rate, half } }) => `### Relay in 500 pairs

Each pair passes one signal of 256 bytes back and forth, as fast as it goes; class *memory*.

![Processor time a relayed frame](charts/relay.svg)

${table(talkHead, Object.values(most).map(talkRow))}

At ${number(rate)} a second, half of what the slower of the two can do, sent at their times whatever comes back (open loop):

${table(["what", "p50, µs", "p99, µs", "p99.9, µs", "longest, µs"], Object.values(half).map(({ name, delivery: d }) =>
    [name, number(d.p50_us), number(d.p99_us), number(d.p99_9_us), number(d.max_us)]))}`,

  crowd: ({ figures: { rate, few, many } }) => `### Many connections

${number(rate)} signals a second, spread over 100 connections and over 10,000.

${table(["connections", "CPU a signal, µs", "p50, ms", "p99, ms"], [[100, few], [10_000, many]].map(([count, run]) =>
    [number(count), fine(run.server_us_a_message), ms(run.delivery.p50_us), ms(run.delivery.p99_us)]))}`,

  durable: ({ figures: { raw, most, rate, half } }) => `### Durable messages

500 pairs, 8 messages of 256 bytes under way in each, acknowledged and delivered after \`fdatasync\`; server and load share both
processors. Beside it what the disk does for bare appends of 300 bytes.

${table(["what", "a second"], [
    ["appends, flushed one by one", number(raw[1])],
    ["appends, flushed 16 at a time", number(raw[16])],
    ["appends, flushed 256 at a time", number(raw[256])],
    ["messages, acknowledged and delivered", number(most.messages_per_s)]])}

A message takes ${fine(most.server_us_a_message)} µs of the server's processor time. At ${number(rate)} a second, half of that (open loop):

${table(["until", "p50, ms", "p99, ms", "p99.9, ms"], [["acknowledged", half.acknowledgement], ["delivered", half.delivery]].map(([what, d]) =>
    [what, ms(d.p50_us), ms(d.p99_us), ms(d.p99_9_us)]))}`,

  calls: ({ figures: { ring, queue } }) => `### Calls and queues

Class *disk*: each step is told after it is durable.

${table(["what", "a second", "CPU each, µs", "p50, ms", "p99, ms"], [
    [`calls in ${ring.pairs} pairs, from start to accepted, and ended`, number(ring.calls_per_s), number(ring.server_us_a_call),
      ms(ring.start_to_accepted.p50_us), ms(ring.start_to_accepted.p99_us)],
    [`matches in a queue of ${number(queue.people_a_side)} customers, from an agent's coming to the customer's being told`,
      number(queue.matches_per_s), number(queue.server_us_a_match), ms(queue.coming_to_matched.p50_us), ms(queue.coming_to_matched.p99_us)]])}`,

  connections: ({ figures: storm }) => `### ${number(storm.people)} connections

With ${number(storm.at_once)} on their way in at any time, each with a signed token (ES256) and a person of its own.

${table(["what", "s", "CPU each, µs", "p50, ms", "p99, ms"], [["first visit, which makes the account", storm.first_visit], ["second visit", storm.second_visit]].map(([what, run]) =>
    [what, fine(run.seconds), number(run.server_us_a_connection), ms(run.took.p50_us), ms(run.took.p99_us)]))}

Idle, each holds ${fine(storm.resident_kib_a_connection)} KiB of the server's resident memory, its person's actor included.`,

  resume: ({ figures: storm }) => `### A restart under ${number(storm.people)} clients

The server is killed while people write to each other, and starts again; everybody comes back with what they saw last.

${table(["what", ""], [
    ["ready again after it died", `${fine(storm.ready_after_death_s)} s`],
    ["all live after that", `${fine(storm.all_live_after_ready_s)} s`],
    ["came back to their connection", `${number(storm.resumed)} of ${number(storm.people)}`],
    ["messages acknowledged before", number(storm.messages_acknowledged)],
    ["of them lost", storm.messages_lost],
    ["delivered twice", storm.messages_twice]])}`,

  start: ({ figures }) => `### A start

Over a generated log of ${number(figures.events)} events, until \`/readyz\` says 200.

${table(["what", "s"], [["nothing but the log: snapshots and read models are made", fine(figures.without_snapshot_s)],
    ["the start after that", fine(figures.with_snapshot_s)]])}`,
};

function targetTable(measured) {
  const rows = targetsOf(measured).map(({ what, aim, value, isReached, part }) =>
    [what, aim, value, isReached ? "reached" : `missed: ${fine(part)} of it`]);
  return rows.length ? table(["what", "aim", "measured", ""], rows) : "";
}

export function reportOf({ machine, versions, measured }) {
  const names = Object.keys(parts).filter((name) => measured[name]);
  const bodies = names.map((name) => `${parts[name](measured[name])}\n\n${when(measured[name])}`);
  return `${machine}. ${versions}.

${targetTable(measured)}

${bodies.join("\n\n")}
`;
}

const kindOf = ({ name }) => (name.startsWith("switchboard") ? "ours" : "other");

export function chartsOf(measured) {
  const charts = {};
  const bars = (runs, figure) => ofClass(runs, "memory").map((run) => ({ label: run.name, value: run[figure], kind: kindOf(run) }));
  if (measured["fan-out"])
    charts["fan-out"] = barChart("Deliveries a second in a room of 100, 256 bytes (one processor)",
      bars(measured["fan-out"].figures, "deliveries_per_s"), number);
  if (measured.relay)
    charts.relay = barChart("Processor time a relayed frame, 500 pairs, 256 bytes",
      bars(measured.relay.figures.most, "server_us_a_delivery"), (value) => `${fine(value)} µs`);
  return charts;
}
