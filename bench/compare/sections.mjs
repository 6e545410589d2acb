// What is measured. Each section is measured by itself, with all of its contenders side by side.

const everybody = ["broadcaster", "ws", "socketio", "bun", "centrifuge", "signals", "messages"];

async function fanOut(lab) {
  return lab.inTurn(everybody, (key) => lab.talk(key, { rooms: 1, people: 100, window: 32 }));
}

async function fanOutSizes(lab) {
  const sizes = [[2, 256], [1000, 256], [2, 4096], [100, 4096], [1000, 4096]];
  const rows = [];
  for (const [people, bytes] of sizes) {
    const keys = ["broadcaster", "bun", "centrifuge", "signals", "messages"];
    const options = { rooms: 1, people, bytes, window: 32, seconds: 1 };
    rows.push({ people, bytes, of: await lab.inTurn(keys, (key) => lab.talk(key, options), 1) });
  }
  return rows;
}

/** Half of what the slower of the two can do at most: both have to keep up. */
async function relay(lab) {
  const pairs = { rooms: 500, people: 2 };
  const most = await lab.inTurn(["relay", "layer", "ws", "bun", "signals"], (key) => lab.talk(key, pairs));
  const rate = Math.round(Math.min(most.relay.messages_per_s, most.signals.messages_per_s) / 2);
  const half = await lab.inTurn(["relay", "signals"], (key) => lab.talk(key, { ...pairs, rate }));
  return { most, rate, half };
}

/** The same signals a second over few connections and over many. */
async function crowd(lab) {
  const rate = 20_000;
  const few = await lab.talk("signals", { rooms: 50, people: 2, rate });
  const many = await lab.talk("signals", { rooms: 5_000, people: 2, rate, "warm-up": 2 });
  return { rate, few, many };
}

async function durable(lab) {
  const raw = await lab.appender();
  const pairs = { rooms: 500, people: 2 };
  const most = await lab.inTurn(["messages"], (key) => lab.talk(key, { ...pairs, window: 8 }, { both: true }));
  const rate = Math.round(most.messages.messages_per_s / 2);
  const half = await lab.inTurn(["messages"], (key) => lab.talk(key, { ...pairs, rate }, { both: true }));
  return { raw, most: most.messages, rate, half: half.messages };
}

async function calls(lab) {
  const ring = await lab.inTurn(["messages"], (key) => lab.load(key, ["call", "--pairs", "100", "--seconds", "2"]));
  const queue = await lab.inTurn(["messages"], (key) => lab.load(key, ["match", "--people", "2000"]));
  return { ring: ring.messages, queue: queue.messages };
}

async function connections(lab) {
  return lab.load("messages", ["connect", "--people", lab.quick ? "2000" : "10000"], { both: true });
}

async function resume(lab) {
  return lab.load("messages", ["resume", "--people", lab.quick ? "2000" : "10000"], { both: true });
}

async function start(lab) {
  const events = lab.quick ? 200_000 : 2_000_000;
  return lab.generate(events, async (folder) => ({
    events,
    without_snapshot_s: await lab.start(folder),
    with_snapshot_s: await lab.start(folder),
  }));
}

/** What takes long, or is hardly noisy. */
export const inOneRound = new Set(["fan-out-sizes", "crowd", "connections", "resume", "start"]);

export const sections = {
  "fan-out": fanOut,
  "fan-out-sizes": fanOutSizes,
  relay,
  crowd,
  durable,
  calls,
  connections,
  resume,
  start,
};
