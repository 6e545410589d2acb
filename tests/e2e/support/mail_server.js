// A mail server that is not ours, and the letters that it got.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("mail_server.py", import.meta.url));

export class MailServer {
  static async start(chosen = {}) {
    const server = new MailServer();
    // Debian's own Python has Debian's packages.
    server.child = spawn("/usr/bin/python3", [program, JSON.stringify(chosen)], { stdio: ["ignore", "pipe", "inherit"] });
    server.ended = once(server.child, "exit");
    const lines = createInterface({ input: server.child.stdout });
    [server.port] = await Promise.race([
      once(lines, "line"),
      server.ended.then(([code]) => {
        throw new Error(`the mail server ended with ${code}; scripts/setup installs python3-aiosmtpd`);
      }),
    ]);
    lines.on("line", (line) => server.take(JSON.parse(line)));
    return server;
  }

  constructor() {
    this.letters = [];
    this.waiting = [];
  }

  /** What the server under test must be told to send its mail here. */
  get settings() {
    return {
      SWITCHBOARD_MAIL_HOST: "127.0.0.1",
      SWITCHBOARD_MAIL_PORT: this.port,
      SWITCHBOARD_MAIL_TLS: "none",
      SWITCHBOARD_MAIL_FROM: "calls@example.org",
      SWITCHBOARD_MAIL_PUBLIC_URL: "https://calls.example.org",
    };
  }

  take(letter) {
    const waits = this.waiting.findIndex((each) => each.fits(letter));
    if (waits < 0) this.letters.push(letter);
    else this.waiting.splice(waits, 1)[0].found(letter);
  }

  /** The first letter to this address whose subject fits, of those that came and those that come. */
  async letterTo(address, subject = /./) {
    const fits = (letter) => letter.to.includes(address) && subject.test(letter.subject);
    const index = this.letters.findIndex(fits);
    if (index >= 0) return this.letters.splice(index, 1)[0];
    return new Promise((found, failed) => {
      const limit = setTimeout(() => failed(new Error(`no letter to ${address}: ${JSON.stringify(this.letters)}`)), 20_000);
      this.waiting.push({ fits, found: (letter) => (clearTimeout(limit), found(letter)) });
    });
  }

  /** What is secret in the link of such a letter. */
  async tokenTo(address, subject) {
    const { text } = await this.letterTo(address, subject);
    return /https:\/\/calls\.example\.org\/#\/(?:reset|verify)\/(\S+)/.exec(text)[1];
  }

  async stop() {
    this.child.kill();
    await this.ended;
  }
}
