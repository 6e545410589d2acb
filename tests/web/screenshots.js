// Usage: node tests/web/screenshots.js
// Takes the pictures of docs/screenshots/ anew, out of a server and browsers of its own: each page as it
// looks on a desk in English and on a phone in Chinese.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { Person, launch } from "./browser/support/browser.js";
import { TestServer } from "./browser/support/server.js";

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const looks = [
  { name: "desk", viewport: { width: 1200, height: 750 }, locale: "en", colorScheme: "light" },
  { name: "phone", viewport: { width: 390, height: 780 }, locale: "zh-CN", colorScheme: "dark" },
];

async function takeAll(server, browser, { name: look, ...settings }) {
  const take = ({ page }, name) => page.screenshot({ path: `${folder}${name}-${look}.png` });
  const newPerson = () => Person.open(browser, server.url, settings);

  const stranger = await newPerson();
  await stranger.page.goto(`${server.url}/#/sign-up`);
  await stranger.page.waitForSelector("form");
  await take(stranger, "sign-up");

  const alice = await (await newPerson()).signUp(`alice-${look}`, "Alice");
  const bob = await (await newPerson()).signUp(`bob-${look}`, "Bob");
  await alice.openChat(bob.username);
  await bob.openChat(alice.username);
  for (const [writer, text] of [
    [bob, look === "desk" ? "Do you have a minute?" : "有空吗？"],
    [alice, look === "desk" ? "Of course. I call you." : "有的，我打给你。"],
  ]) {
    await writer.page.fill("[name=content]", text);
    await writer.page.press("[name=content]", "Enter");
    await writer.page.locator(".message.mine", { hasText: text }).waitFor();
  }
  await alice.page.click(".conversation-head .icon-button:last-child");
  await bob.page.waitForSelector("dialog.ring[open]");
  await take(bob, "ringing");
  await bob.page.locator("dialog.ring .accept").first().click();
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
  await bob.page.waitForSelector(".quality");
  await take(bob, "call");
  await alice.hangUp();
  await bob.page.waitForSelector(".stage", { state: "detached" });
  await bob.page.goto(
    `${server.url}/#/chat/${encodeURIComponent(`direct~${alice.username}~${bob.username}`)}`,
  );
  await bob.seesInvitation("accepted");
  await take(bob, "chat");

  const customer = await newSide(await newPerson(), server, "customer", "Mia", look);
  await customer.page.waitForSelector("[data-position]");
  await take(customer, "customer");
  const agent = await newSide(await newPerson(), server, "agent", "Sam", look);
  await agent.page.waitForSelector(".talk");
  await customer.page.fill(
    "[name=text]",
    look === "desk" ? "My phone does not ring." : "我的电话不响。",
  );
  await customer.page.press("[name=text]", "Enter");
  await agent.page.waitForSelector(".talk .message");
  await take(agent, "agent");
}

async function newSide(person, server, role, name, queue) {
  await person.page.goto(`${server.url}/#/${role}/${queue}`);
  await person.page.fill("[name=name]", name);
  await person.page.click("button[type=submit].primary");
  return person;
}

mkdirSync(folder, { recursive: true });
const server = await TestServer.start();
const browser = await launch();
try {
  for (const look of looks) await takeAll(server, browser, look);
} finally {
  await browser.close();
  await server.stop();
}
