// A server of the built program, on a free port, over a folder of its own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.PROGRAM_UNDER_TEST;
if (!program) throw new Error("PROGRAM_UNDER_TEST must name the built program");

/** Runs the program to its end: `{code, out, err}`. */
export async function run(words, { input = "", env = {} } = {}) {
  const child = spawn(program, words, { env: { ...process.env, ...env } });
  let out = "";
  let err = "";
  child.stdout.on("data", (part) => (out += part));
  child.stderr.on("data", (part) => (err += part));
  child.stdin.on("error", () => {
    // It may end before it is given its input, of which most verbs have no need.
  });
  child.stdin.end(input);
  const [code] = await once(child, "close");
  return { code, out, err };
}

export async function newFolder() {
  return mkdtemp(join(tmpdir(), "switchboard-e2e-"));
}

/** When the log is in Kafka, a new folder means a new topic, as it means a new log elsewhere. */
function topicsOf(folder) {
  if (process.env.SWITCHBOARD_EVENTS_BACKEND !== "kafka") return {};
  const name = basename(folder);
  return { SWITCHBOARD_KAFKA_TOPIC: name, SWITCHBOARD_KAFKA_SIGNALS_TOPIC: `${name}.signals`, SWITCHBOARD_KAFKA_PARTITIONS: "2" };
}

export class Server {
  /** Starts one over a new folder; passwords are hashed cheaply, everything else is as users run it. */
  static async start(settings = {}) {
    const server = new Server(await newFolder(), settings);
    await server.boot();
    return server;
  }

  constructor(folder, settings) {
    this.folder = folder;
    this.env = {
      SWITCHBOARD_ACCOUNTS_HASH_MEMORY_KIB: "64",
      SWITCHBOARD_ACCOUNTS_HASH_PASSES: "1",
      SWITCHBOARD_ACCOUNTS_LOGIN_ATTEMPTS_PER_ADDRESS: "100000",
      SWITCHBOARD_ACCOUNTS_REGISTRATIONS_PER_ADDRESS: "0",
      SWITCHBOARD_LIMITS_CONNECTIONS_PER_ADDRESS: "10000",
      SWITCHBOARD_LIMITS_ADDRESS_REQUESTS_PER_S: "100000",
      SWITCHBOARD_LIMITS_ADDRESS_REQUEST_BURST: "100000",
      SWITCHBOARD_QUEUES_OPEN: "100",
      SWITCHBOARD_QUEUES_OPEN_AGENTS: "true",
      SWITCHBOARD_PRIVACY_PRESENCE: "open",
      SWITCHBOARD_QUEUES_OPEN_SKILLS: "true",
      ...topicsOf(folder),
      ...settings,
    };
    this.log = "";
  }

  /** Starts the program, and waits until it says where it listens. */
  async boot() {
    const words = ["serve", "--listen", "127.0.0.1:0", "--data", this.folder];
    this.child = spawn(program, words, {
      env: { ...process.env, ...this.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.ended = once(this.child, "exit");
    this.child.stderr.on("data", (part) => (this.log += part));
    this.url = await new Promise((found, failed) => {
      this.child.once("exit", (code) => failed(new Error(`ended with ${code}: ${this.log}`)));
      createInterface({ input: this.child.stdout }).on("line", (line) => {
        const secure = /^ +at +(https:\S+)$/.exec(line);
        if (secure) this.secureUrl = secure[1];
        const said = /^ +at +(http:\S+)$/.exec(line);
        if (said) found(said[1]);
      });
    });
  }

  /** Waits until a line of its log says this. */
  async logged(words) {
    while (!this.log.includes(words)) await once(this.child.stderr, "data");
  }

  /** As the power going out would: no word to anybody. */
  async kill() {
    this.child.kill("SIGKILL");
    await this.ended;
  }

  async restart() {
    await this.kill();
    await this.boot();
  }

  /** Lets it end by itself; gives its exit code. */
  async drain() {
    this.child.kill("SIGTERM");
    const [code] = await this.ended;
    return code;
  }

  /** Waits until it knows its log, if it lives. */
  async ready() {
    const lives = () => this.child.exitCode === null && this.child.signalCode === null;
    while (lives() && (await fetch(`${this.url}/readyz`)).status !== 200);
  }

  /**
   * Ends it; whatever was done with it, its read models must be what its log says. They are looked at while it lives, if
   * it does: a file that is being made when a server dies can only be read by the next one.
   */
  async stop() {
    await this.ready();
    const rows = await run(["replay", "--projections", "--data", this.folder]);
    await this.kill();
    await rm(this.folder, { recursive: true });
    assert.equal(rows.code, 0, rows.out + rows.err);
  }
}
