import assert from "node:assert/strict";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");

const patience_ms = 30_000;
const poll_every_ms = 250;
export const password = "correct horse battery";
/** A page that hears of everything from now on. */
export const connected = "#app[data-connection=open]";
const switches = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Few frames, because their coding shares the processor with everything else that is tested. The
  // second camera is one for distances, of which nobody can make a picture; the third is a camera.
  "--use-fake-device-for-media-stream=device-count=3,fps=5",
  "--use-fake-ui-for-media-stream",
  "--allow-loopback-in-peer-connection",
  "--autoplay-policy=no-user-gesture-required",
];

export function launch() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: switches });
}

/** Lets a test look into the connections that the page makes. */
function rememberPeers() {
  globalThis.peersOfTest = [];
  const Original = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Original {
    constructor(...configuration) {
      super(...configuration);
      globalThis.peersOfTest.push(this);
    }
  };
}

/** What each connection has taken in and given out so far. */
async function countMedia() {
  const live = globalThis.peersOfTest.filter((peer) => peer.connectionState === "connected");
  return Promise.all(
    live.map(async (peer) => {
      const counts = { decoded: 0, received: 0, sent: 0 };
      for (const entry of (await peer.getStats()).values()) {
        counts.decoded += (entry.type === "inbound-rtp" && entry.framesDecoded) || 0;
        counts.received += (entry.type === "inbound-rtp" && entry.bytesReceived) || 0;
        counts.sent += (entry.type === "outbound-rtp" && entry.bytesSent) || 0;
      }
      return counts;
    }),
  );
}

/** A person before a browser, who has a profile of their own and complains about errors in the console. */
export class Person {
  #complaints = [];

  /** @param {import("playwright-core").Browser} browser @param {string} url @param {object} [settings] */
  static async open(browser, url, settings = {}) {
    const person = new Person();
    person.context = await browser.newContext({ locale: "en", ...settings });
    person.context.setDefaultTimeout(patience_ms);
    await person.context.addInitScript(rememberPeers);
    person.url = url;
    person.page = await person.openPage();
    return person;
  }

  async openPage() {
    const page = await this.context.newPage();
    page.on("pageerror", (error) => this.#complaints.push(error.stack));
    page.on("console", (message) => {
      if (message.type() === "error" && !isExpected(message)) this.#complaints.push(message.text());
    });
    return page;
  }

  /** @param {string} username */
  async signUp(username, fullName = `${username[0].toUpperCase()}${username.slice(1)}`) {
    this.username = username;
    await this.page.goto(`${this.url}/#/sign-up`);
    await this.page.fill("[name=username]", username);
    await this.page.fill("[name=full_name]", fullName);
    await this.page.fill("[name=email]", `${username}@example.org`);
    return this.#enter(password);
  }

  /** @param {string} username @param {string} [secret] */
  async signIn(username, secret = password) {
    this.username = username;
    await this.page.goto(`${this.url}/#/sign-in`);
    await this.page.fill("[name=username]", username);
    return this.#enter(secret);
  }

  /** Comes in as a side of a queue. @param {"customer" | "agent"} role */
  async enterQueue(role, name, queue = "default") {
    await this.page.goto(`${this.url}/#/${role}/${queue}`);
    await this.page.fill("[name=name]", name);
    await this.page.click("button[type=submit].primary");
    return this;
  }

  async #enter(secret) {
    await this.page.fill("[name=password]", secret);
    await this.page.click("button[type=submit]");
    await this.page.waitForSelector(connected);
    return this;
  }

  /** Opens the conversation with somebody by finding them. */
  async openChat(username) {
    await this.page.goto(`${this.url}/#/chat`);
    await this.page.fill("[name=query]", username);
    await this.page.press("[name=query]", "Enter");
    await this.page.waitForSelector(".conversation");
  }

  /** Writes into the open conversation, and sees that it was sent. */
  async write(text) {
    await this.page.fill("[name=content]", text);
    await this.page.press("[name=content]", "Enter");
    await this.page.locator(".message.mine", { hasText: text }).waitFor();
  }

  /** @param {"Call" | "Video call"} label */
  async call(username, label = "Video call") {
    await this.openChat(username);
    await this.page.getByRole("button", { name: label, exact: true }).click();
  }

  async acceptRing(label = "Accept with video") {
    await this.page.locator("dialog.ring").getByRole("button", { name: label }).click();
    await this.page.waitForSelector(".stage");
  }

  async hangUp() {
    await this.page.click("[data-control=hang_up]");
    await this.page.waitForSelector(".stage", { state: "detached" });
  }

  /** Waits until the last invitation in the open conversation shows this. */
  async seesInvitation(status) {
    await this.page.waitForSelector(`.message:last-child .invitation[data-status="${status}"]`);
  }

  /** Waits until media flows both ways over so many connections: all counts rise. */
  async seesMediaFlow(connections = 1) {
    let before = [];
    await eventually("media flows", async () => {
      const now = await this.page.evaluate(countMedia);
      const areRising =
        now.length === connections &&
        now.every((each, at) => Object.keys(each).every((name) => each[name] > before[at]?.[name]));
      before = now;
      return areRising;
    });
  }

  async close() {
    await this.context.close();
    assert.deepEqual(this.#complaints, [], `${this.username ?? "the page"} had errors`);
  }
}

/** Asks again and again, for what no event tells. */
export async function eventually(what, check) {
  const deadline_ms = Date.now() + patience_ms;
  while (!(await check())) {
    if (Date.now() > deadline_ms) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, poll_every_ms));
  }
}

/** Chromium writes a line for each answer of 4xx or 5xx and each lost connection, also where they are dealt with. */
function isExpected(message) {
  return /Failed to load resource|WebSocket connection to|ERR_CONNECTION/.test(message.text());
}
