// What is aimed at, and how far the measured figures are from it.

const ratio = (value) => `${value.toFixed(2)}x`;
const us = (value) => `${Math.round(value)} µs`;
const ms = (value) => `${(value / 1000).toFixed(1)} ms`;
const seconds = (value) => `${value.toFixed(1)} s`;
const perSecond = (value) => `${Math.round(value).toLocaleString("en")}/s`;

const atLeast = (what, aim, value, show) => ({ what, aim: `at least ${show(aim)}`, value: show(value), isReached: value >= aim, part: value / aim });
const atMost = (what, aim, value, show) => ({ what, aim: `at most ${show(aim)}`, value: show(value), isReached: value <= aim, part: value / aim });

const byName = {
  "fan-out": ({ signals, broadcaster, bun, centrifuge }) => [
    atLeast("fan-out to 100, against bare Beast", 8, signals.deliveries_per_s / broadcaster.deliveries_per_s, ratio),
    atLeast("fan-out to 100, against Bun", 0.7, signals.deliveries_per_s / bun.deliveries_per_s, ratio),
    atLeast("fan-out to 100, deliveries a CPU-second against Centrifuge", 3,
      centrifuge.server_us_a_delivery / signals.server_us_a_delivery, ratio),
  ],
  relay: ({ most, half }) => [
    atMost("relay in 500 pairs, CPU a frame against bare Beast", 1,
      most.signals.server_us_a_delivery / most.relay.server_us_a_delivery, ratio),
    atMost("latency added over bare Beast at half load, p99", 150,
      Math.max(0, half.signals.delivery.p99_us - half.relay.delivery.p99_us), us),
  ],
  crowd: ({ few, many }) => [
    atMost("CPU a signal at 10,000 connections against 100", 1.3, many.server_us_a_message / few.server_us_a_message, ratio),
  ],
  durable: ({ most, half }) => [
    atLeast("durable messages", 60_000, most.messages_per_s, perSecond),
    atMost("durable messages at half of that, p99 until acknowledged", 5_000, half.acknowledgement.p99_us, ms),
  ],
  connections: (storm) => [
    atMost(`memory of an idle connection (of ${storm.people})`, 9, storm.resident_kib_a_connection, (value) => `${value.toFixed(1)} KiB`),
  ],
  resume: (storm) => [
    atMost(`${storm.people} clients back after a restart`, 5, storm.all_live_after_ready_s, seconds),
    atMost("acknowledged messages lost in it", 0, storm.messages_lost, String),
  ],
  start: (start) => [
    atMost(`start with ${start.events.toLocaleString("en")} events and a snapshot`, 2, start.with_snapshot_s, seconds),
    atMost("the same without a snapshot", 15, start.without_snapshot_s, seconds),
  ],
};

export function targetsOf(measured) {
  return Object.entries(byName).flatMap(([name, judge]) => (measured[name] ? judge(measured[name].figures) : []));
}
