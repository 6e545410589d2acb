// HTTP and sockets from an address of one's own: all of 127.0.0.0/8 is this machine, so attackers and those who are not
// meant come from different ones, as they do in the world.
import { once } from "node:events";
import http from "node:http";
import net from "node:net";

import WebSocket from "../../e2e/node_modules/ws/wrapper.mjs";

export class Wire {
  constructor(url, from) {
    this.url = new URL(url);
    this.from = from;
    this.agent = new http.Agent({ keepAlive: true, localAddress: from, maxSockets: 2_000 });
  }

  /** `{status, body, headers}`; the body is parsed if it is JSON. */
  call(method, path, { token, body, raw, headers = {} } = {}) {
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const options = {
      method,
      host: this.url.hostname,
      port: this.url.port,
      path,
      agent: this.agent,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(sent !== undefined && { "content-type": "application/json", "content-length": Buffer.byteLength(sent) }),
        ...headers,
      },
    };
    return new Promise((found, failed) => {
      const request = http.request(options, async (answer) => {
        let text = "";
        try {
          for await (const part of answer) text += part;
        } catch (error) {
          return failed(error);
        }
        const isJson = /json/.test(answer.headers["content-type"] ?? "");
        found({ status: answer.statusCode, headers: answer.headers, body: isJson ? JSON.parse(text) : text });
      });
      request.on("error", failed);
      request.end(sent);
    });
  }

  /** A connection that sends what it is told to, byte by byte if need be. */
  async connect() {
    const socket = net.connect({ host: this.url.hostname, port: this.url.port, localAddress: this.from });
    socket.on("error", () => {}); // The server may end it, and is to be let.
    await Promise.race([once(socket, "connect"), once(socket, "close")]);
    return socket;
  }

  async register(name, password = "correct horse battery") {
    const body = { username: name, email: `${name}@example.org`, password };
    const answer = await this.call("POST", "/api/v1/auth/register", { body });
    if (answer.status !== 201) throw new Error(`${name} was not registered: ${JSON.stringify(answer.body)}`);
    return { name, password, token: answer.body.token };
  }

  logIn({ name, password }) {
    return this.call("POST", "/api/v1/auth/login", { body: { username: name, password } });
  }

  /** An open socket behind its `connection` frame; `frames` is told of each further one. */
  async open(token, { path = "/ws", resume, frames = () => {} } = {}) {
    const url = new URL(path, this.url.href.replace(/^http/, "ws"));
    if (resume) url.searchParams.set("resume", JSON.stringify(resume));
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const socket = new WebSocket(url, { headers, localAddress: this.from });
    return new Promise((found, failed) => {
      socket.once("error", failed);
      socket.once("close", (code) => failed(new Error(`closed with ${code}`)));
      socket.on("message", (text) => {
        const frame = JSON.parse(text);
        if (frame.type === "connection") found(Object.assign(socket, { hello: frame }));
        else frames(frame);
      });
    });
  }

  end() {
    this.agent.destroy();
  }
}
