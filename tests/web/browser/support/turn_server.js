import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const binary = process.env.TURNSERVER ?? "/usr/bin/turnserver";

/** A real TURN server on this machine alone, on a port that nobody else has. */
export class TurnServer {
  #folder;
  #process;
  secret = "a secret of this test alone";
  url;

  static async start() {
    const server = new TurnServer();
    server.#folder = await mkdtemp(join(tmpdir(), "switchboard-turn-"));
    await server.#run(await freePort());
    return server;
  }

  async stop() {
    const ended = once(this.#process, "exit");
    this.#process.kill();
    await ended;
    await rm(this.#folder, { recursive: true });
  }

  async #run(port) {
    this.url = `turn:127.0.0.1:${port}?transport=udp`;
    const values = {
      "listening-ip": "127.0.0.1",
      "relay-ip": "127.0.0.1",
      "listening-port": port,
      "static-auth-secret": this.secret,
      realm: "switchboard.test",
      userdb: join(this.#folder, "turndb"),
      pidfile: join(this.#folder, "pid"),
      "log-file": "stdout",
    };
    const flags = ["use-auth-secret", "allow-loopback-peers", "no-cli", "no-tls", "no-dtls"];
    this.#process = spawn(
      binary,
      ["-n", ...flags.map((flag) => `--${flag}`), ...optionsOf(values)],
      { stdio: ["ignore", "pipe", "ignore"] },
    );
    const told = [];
    for await (const line of createInterface({ input: this.#process.stdout })) {
      told.push(line);
      if (!/UDP listener opened/.test(line)) continue;
      this.#process.stdout.resume();
      return;
    }
    throw new Error(`${binary} ended before it served:\n${told.join("\n")}`);
  }
}

function optionsOf(values) {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}

async function freePort() {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}
