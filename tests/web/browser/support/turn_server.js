import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const binary = process.env.TURNSERVER ?? "/usr/bin/turnserver";

const ask_every_ms = 50;

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
      "log-file": join(this.#folder, "log"),
    };
    const flags = ["use-auth-secret", "allow-loopback-peers", "no-cli", "no-tls", "no-dtls"];
    this.#process = spawn(
      binary,
      ["-n", ...flags.map((flag) => `--${flag}`), ...optionsOf(values)],
      { stdio: "ignore" },
    );
    const isGone = once(this.#process, "exit").then(() => {
      throw new Error(`${binary} ended before it served`);
    });
    await Promise.race([answerOf(port), isGone]);
    isGone.catch(() => {
      // From now on, that it ends is what `stop` asks for.
    });
  }
}

function optionsOf(values) {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}

/** Asks by the shortest question that STUN has, again and again until there is an answer. */
async function answerOf(port) {
  const socket = createSocket("udp4");
  const question = Buffer.concat([Buffer.from("000100002112a442", "hex"), randomBytes(12)]);
  const ask = () => socket.send(question, port, "127.0.0.1");
  const asking = setInterval(ask, ask_every_ms);
  ask();
  await once(socket, "message");
  clearInterval(asking);
  socket.close();
}

async function freePort() {
  const socket = createSocket("udp4").bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}
