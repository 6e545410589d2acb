// Usage: node tests/web/screenshots.js [LOOK…]
// Takes the pictures of docs/screenshots/ anew, out of a server and browsers of its own: each page on a
// desk and on a phone, in each language, in light or in dark. With `pngquant` at hand they are small.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { Person, launch, password } from "./browser/support/browser.js";
import { TestServer } from "./browser/support/server.js";

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));

const desk = { width: 1200, height: 750 };
const phone = { width: 390, height: 780 };
const looks = [
  { look: "desk-en", viewport: desk, locale: "en", colorScheme: "light" },
  { look: "desk-zh", viewport: desk, locale: "zh-CN", colorScheme: "dark" },
  { look: "phone-en", viewport: phone, locale: "en", colorScheme: "dark" },
  { look: "phone-zh", viewport: phone, locale: "zh-CN", colorScheme: "light" },
];

const texts = {
  en: {
    names: ["Alice", "Bob", "Mia", "Sam"],
    chat: ["Do you have a minute?", "Of course. I call you.", "Thank you, that helped!"],
    before: ["My order has not come.", "It is on its way, and comes tomorrow."],
    now: ["My phone does not ring.", "Let us look at it together."],
  },
  "zh-CN": {
    names: ["小红", "小明", "米娅", "小森"],
    chat: ["有空吗？", "有的，我打给你。", "谢谢，帮了大忙！"],
    before: ["我的订单还没有到。", "已经在路上了，明天送到。"],
    now: ["我的电话不响。", "我们一起看看。"],
  },
};

/** One look: the people who have it, and how their pages are taken. */
class Session {
  #server;
  #browser;
  #settings;

  constructor(server, browser, { look, ...settings }) {
    this.#server = server;
    this.#browser = browser;
    this.#settings = settings;
    this.look = look;
    this.texts = texts[settings.locale];
  }

  open() {
    return Person.open(this.#browser, this.#server.url, this.#settings);
  }

  async newPerson(name, fullName) {
    return (await this.open()).signUp(`${name}-${this.look}`, fullName);
  }

  async go({ page }, path, ready) {
    await page.goto(`${this.#server.url}/#/${path}`);
    await page.locator(ready).first().waitFor();
  }

  /** @param {string} [at] what is to be seen; without it, the top of the page */
  async take({ page }, name, at = "body") {
    const path = `${folder}${name}-${this.look}.png`;
    // Notices go by themselves, and would be in one picture and not in the next.
    await page.evaluate((wanted) => {
      document.querySelector(".notices").replaceChildren();
      document.querySelector(wanted).scrollIntoView();
    }, at);
    await page.screenshot({ path });
    spawnSync("pngquant", ["--force", "--ext", ".png", "--speed", "1", "48", path]);
  }
}

async function takeOutside(session) {
  const stranger = await session.open();
  for (const name of ["sign-in", "sign-up"]) {
    await session.go(stranger, name, "form");
    await session.take(stranger, name);
  }
  await stranger.close();
}

async function takeCalls(session) {
  const { names, chat } = session.texts;
  const alice = await session.newPerson("alice", names[0]);
  const bob = await session.newPerson("bob", names[1]);
  await alice.openChat(bob.username);
  await bob.openChat(alice.username);
  await bob.write(chat[0]);
  await alice.write(chat[1]);

  await alice.page.click(".conversation-head .icon-button:last-child");
  await bob.page.waitForSelector("dialog.ring[open]");
  await session.take(bob, "ringing");
  await bob.page.locator("dialog.ring .accept").first().click();
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
  await bob.page.waitForSelector(".quality");
  await session.take(bob, "call");
  await alice.hangUp();
  await bob.page.waitForSelector(".stage", { state: "detached" });

  await bob.openChat(alice.username);
  await bob.seesInvitation("accepted");
  await bob.write(chat[2]);
  await session.take(bob, "chat");
  await session.go(bob, "calls", ".call-row");
  await session.take(bob, "calls");
  await session.go(bob, "account", ".session");
  await session.take(bob, "account");
  await Promise.all([alice.close(), bob.close()]);
}

async function sayInTurn(sides, lines) {
  for (const [at, { page }] of sides.entries()) {
    await page.fill("[name=text]", lines[at]);
    await page.press("[name=text]", "Enter");
    for (const side of sides) await side.page.getByText(lines[at]).first().waitFor();
  }
}

/** Gives back the two, who still talk. */
async function takeQueue(session) {
  const { names, before, now } = session.texts;
  const customer = await session.open();
  const agent = await session.open();
  const sides = [customer, agent];
  await customer.enterQueue("customer", names[2], session.look);
  await customer.page.waitForSelector("[data-position]");
  await session.take(customer, "waiting");
  await agent.enterQueue("agent", names[3], session.look);
  await sayInTurn(sides, before);
  await customer.page.click(".talk header .danger");
  await customer.page.locator("form.stack").waitFor();
  await customer.enterQueue("customer", names[2], session.look);
  await agent.page.locator(".agent-state button").first().click();
  await sayInTurn(sides, now);
  await agent.page.locator(".earlier-calls summary").click();
  await session.take(customer, "customer");
  await session.take(agent, "agent");
  return sides;
}

/** Somebody who looks on from the beginning, so that the charts have something to show. */
async function newAdministrator(session) {
  const admin = await (await session.open()).signIn("root");
  await session.go(admin, "admin", ".chart");
  return admin;
}

async function takeAdministration(session, admin) {
  const room = `room/direct~alice-${session.look}~bob-${session.look}`;
  await admin.page.waitForSelector("table");
  await session.take(admin, "admin-overview");
  await session.go(admin, `admin/log?stream=${room}`, ".event-row");
  await session.take(admin, "admin-log");
  await admin.page.locator(".event-link", { hasText: "room.call_accepted" }).click();
  await admin.page.waitForSelector(".facts");
  await session.take(admin, "admin-event");
  await admin.page.click(".facts a[href^='#/admin/call/']");
  await admin.page.waitForSelector("img.diagram");
  await session.take(admin, "admin-call");
  await session.take(admin, "admin-diagram", ".scrolls");
  await session.go(admin, `admin/state/${room}?at=6`, ".state-tree ins");
  await session.take(admin, "admin-state");
  await admin.close();
}

mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
const server = await TestServer.startWithAdmin("root", password);
const browser = await launch();
try {
  for (const look of looks) {
    if (wanted.length > 0 && !wanted.includes(look.look)) continue;
    const session = new Session(server, browser, look);
    await takeOutside(session);
    const admin = await newAdministrator(session);
    await takeCalls(session);
    const sides = await takeQueue(session);
    await takeAdministration(session, admin);
    for (const side of sides) await side.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
