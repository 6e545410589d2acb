import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const tree = fileURLToPath(new URL("../../../../", import.meta.url));
const binary = process.env.PROGRAM_UNDER_TEST ?? join(tree, "build/release/switchboard");
const configuration = join(tree, "config/dev.toml");

/** A server of the test's own, on a port and in a folder that nobody else has. */
export class TestServer {
  #folder;
  #settings;
  #process;
  #listen = "127.0.0.1:0";
  url;

  /** @param {Record<string, string>} [settings] as environment variables without their prefix */
  static async start(settings = {}) {
    const server = new TestServer();
    server.#folder = await mkdtemp(join(tmpdir(), "switchboard-web-"));
    server.#settings = Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [`SWITCHBOARD_${name}`, value]),
    );
    await server.#run();
    return server;
  }

  /** Starts a server that has an administrator. @param {string} username @param {string} password */
  static async startWithAdmin(username, password) {
    const server = new TestServer();
    server.#folder = await mkdtemp(join(tmpdir(), "switchboard-web-"));
    server.#settings = {};
    const arguments_ = ["admin", "create", username, "--data", server.#folder];
    const { status, stderr } = spawnSync(binary, [...arguments_, "--config", configuration], {
      input: `${password}\n`,
      env: environment(),
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    await server.#run();
    return server;
  }

  async stop() {
    await this.#end("SIGTERM");
    await rm(this.#folder, { recursive: true });
  }

  /** As if the machine had lost power, and had come back. */
  async crashAndRestart() {
    await this.#end("SIGKILL");
    await this.#run();
  }

  async #run() {
    const arguments_ = ["serve", "--config", configuration];
    arguments_.push("--listen", this.#listen, "--data", this.#folder);
    const own = { SWITCHBOARD_LOGGING_LEVEL: "warn", SWITCHBOARD_SERVER_WEB: join(tree, "web") };
    const env = { ...environment(), ...own, ...this.#settings };
    const stdio = ["ignore", "pipe", "inherit"];
    this.#process = spawn(binary, arguments_, { cwd: tree, env, stdio });
    for await (const line of createInterface({ input: this.#process.stdout })) {
      const found = /\bat\s+(http:\S+)/.exec(line);
      if (!found) continue;
      this.url = found[1];
      this.#listen = new URL(this.url).host;
      this.#process.stdout.resume();
      return;
    }
    throw new Error(`${binary} ended before it served`);
  }

  async #end(signal) {
    const ended = once(this.#process, "exit");
    this.#process.kill(signal);
    await ended;
  }
}

/** Without what a caller sets for tests or for a server of theirs: to a server, each is a setting. */
function environment() {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter(([name]) => !name.startsWith("SWITCHBOARD_")));
}
