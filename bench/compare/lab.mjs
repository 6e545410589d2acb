// Runs the load against one contender after the other, and makes medians of what it tells.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

import { contendersIn } from "./contenders.mjs";

const run = promisify(execFile);

/** Of figures of the same shape, the same shape with the median of each number. */
export function median(all) {
  const [first] = all;
  if (typeof first === "number") return [...all].sort((a, b) => a - b)[(all.length - 1) >> 1];
  if (first === null || typeof first !== "object") return first;
  return Object.fromEntries(Object.keys(first).map((key) => [key, median(all.map((each) => each[key]))]));
}

export class Lab {
  constructor(build, { quick }) {
    this.build = build;
    this.quick = quick;
    this.rounds = quick ? 1 : 3;
    this.contenders = contendersIn(build);
  }

  /** One run: the server has the first processor for itself and the load the second. */
  async load(key, workload, { both = false } = {}) {
    const { name, server, speak, class: durability } = this.contenders[key];
    const cores = both ? ["0,1", "0,1"] : ["0", "1"];
    const words = ["--speak", speak, "--server-cores", cores[0], "--own-cores", cores[1], "--server", ...server];
    process.stderr.write(`${name}: ${workload.join(" ")}\n`);
    const { stdout } = await run(`${this.build}/bench/load/switchboard_load`, [...words, ...workload], { timeout: 150_000 });
    return { name, class: durability, ...JSON.parse(stdout) };
  }

  talk(key, options, more = {}) {
    const seconds = this.quick ? 1 : 2;
    const words = Object.entries({ "warm-up": 0.5, seconds, ...options }).flatMap(([name, value]) => [`--${name}`, String(value)]);
    return this.load(key, ["talk", ...words], more);
  }

  /** Everybody in turn, several rounds, so that whatever else the machine does meets all of them. */
  async inTurn(keys, measure, rounds = this.rounds) {
    const runs = Object.fromEntries(keys.map((key) => [key, []]));
    for (let round = 0; round < rounds; ++round) {
      for (const key of keys) runs[key].push(await measure(key));
    }
    return Object.fromEntries(keys.map((key) => [key, median(runs[key])]));
  }

  async appender() {
    const folder = await mkdtemp(join(tmpdir(), "switchboard-compare-"));
    try {
      const { stdout } = await run(`${this.build}/bench/baselines/disk_appender`, [folder, "1"]);
      return JSON.parse(stdout);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  /** How long the server takes over this folder from its start until it serves, in seconds. */
  async start(folder) {
    const begun = performance.now();
    const child = spawn(`${this.build}/switchboard`, ["serve", "--listen", "127.0.0.1:0", "--data", folder], {
      env: { ...process.env, SWITCHBOARD_LOGGING_LEVEL: "warn" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const url = await new Promise((found, failed) => {
        child.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
        createInterface({ input: child.stdout }).on("line", (line) => {
          const said = /(http:\S+)$/.exec(line);
          if (said) found(said[1]);
        });
      });
      // Whoever asks without a pause takes the time that the server needs.
      while ((await fetch(`${url}/readyz`)).status !== 200) await sleep(20);
      return (performance.now() - begun) / 1000;
    } finally {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      await ended;
    }
  }

  async generate(events, work) {
    const folder = await mkdtemp(join(tmpdir(), "switchboard-compare-"));
    try {
      await run(`${this.build}/bench/generate/switchboard_generate`, [folder, "--events", String(events)]);
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}
