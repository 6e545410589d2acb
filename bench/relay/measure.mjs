// Runs the two relays in turn under the same load, and prints what a frame costs each of them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Person } from "../../tests/e2e/support/person.js";
import { Server } from "../../tests/e2e/support/server.js";

const [programs, rounds] = process.argv.slice(2);
const framesOfRun = 200_000;
const pairsAtOnce = 20;
const asMuchAsYouLike = "1000000";
const settings = {
  SWITCHBOARD_LIMITS_CONNECTION_FRAMES_PER_S: asMuchAsYouLike,
  SWITCHBOARD_LIMITS_CONNECTION_FRAME_BURST: asMuchAsYouLike,
  SWITCHBOARD_LIMITS_USER_FRAMES_PER_S: asMuchAsYouLike,
  SWITCHBOARD_LIMITS_USER_FRAME_BURST: asMuchAsYouLike,
  // The bare relay has one thread too.
  SWITCHBOARD_SERVER_THREADS: process.env.SWITCHBOARD_SERVER_THREADS ?? "1",
};

async function usOfFrame(port, pid, seats) {
  const load = spawn(`${programs}/relay_load`, [port, pid, framesOfRun], { stdio: ["pipe", "pipe", "inherit"] });
  let out = "";
  load.stdout.on("data", (part) => (out += part));
  load.stdin.end(seats.join("\n") + "\n");
  const [code] = await once(load, "close");
  if (code !== 0) throw new Error("the load broke off");
  return Number(out);
}

async function bareRelay(pairs) {
  const relay = spawn(`${programs}/beast_relay`, { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = await once(relay.stdout, "data");
  const seats = Array.from({ length: 2 * pairs }, (_, i) => `/pair/${i >> 1} -`);
  try {
    return await usOfFrame(String(port).trim(), relay.pid, seats);
  } finally {
    relay.kill();
  }
}

/** A call that rings, with the seat of the callee first: coming in takes the call. */
async function seatsOfPair(server) {
  const [caller, callee] = await Promise.all([Person.register(server), Person.register(server)]);
  const started = await caller.post("/api/v1/calls/start", { callee: callee.id, call_type: "video" });
  const { id } = started.body.call;
  return [callee, caller].map((person) => `/ws?token=${person.token} ${id}`);
}

async function wholeServer(pairs) {
  const server = await Server.start(settings);
  try {
    const seats = [];
    while (seats.length < 2 * pairs) {
      const made = Array.from({ length: Math.min(pairs, pairsAtOnce) }, () => seatsOfPair(server));
      seats.push(...(await Promise.all(made)).flat());
    }
    return await usOfFrame(new URL(server.url).port, server.child.pid, seats);
  } finally {
    await server.stop();
  }
}

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

console.log("pairs   bare Beast   switchboard   ratio   (processor time a frame, in us)");
for (const pairs of [1, 500]) {
  const ratios = [];
  for (let round = 0; round < Number(rounds); ++round) {
    const bare = await bareRelay(pairs);
    const whole = await wholeServer(pairs);
    ratios.push(whole / bare);
    const cells = [bare.toFixed(2).padStart(13), whole.toFixed(2).padStart(14), ratios.at(-1).toFixed(2).padStart(8)];
    console.log(String(pairs).padStart(5) + cells.join(""));
  }
  console.log(`${String(pairs).padStart(5)} pairs: the median ratio is ${median(ratios).toFixed(2)}`);
}
