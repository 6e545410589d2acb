import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";

import { Person, launch, password } from "./support/browser.js";
import { TestServer } from "./support/server.js";

const require = createRequire(new URL("../../../web/package.json", import.meta.url));
const axe = require.resolve("axe-core");

let server;
let browser;

before(async () => {
  server = await TestServer.startWithAdmin("root", password);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Somebody whose pages are looked at by axe. */
async function newLooker(look) {
  const person = await Person.open(browser, server.url, look);
  await person.context.addInitScript({ path: axe });
  return person;
}

/** What axe minds and calls serious or worse, a line each. */
async function barriers(person) {
  const { violations } = await person.page.evaluate(() => globalThis.axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Looks at what the page shows now: for barriers, and for what sticks out to the side. */
async function inspect(person, name) {
  assert.deepEqual(await barriers(person), [], name);
  const sticksOut = await person.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  assert.equal(sticksOut, false, `${name} is too wide`);
}

for (const [colorScheme, locale, width] of [
  ["light", "en", 1280],
  ["dark", "zh-CN", 390],
]) {
  test(`no page has a barrier (${colorScheme}, ${locale}, ${width} px)`, async () => {
    const viewport = { width, height: 800 };
    const look = { colorScheme, locale, viewport, bypassCSP: true };
    const person = await newLooker(look);
    const visit = async (name, ready) => {
      await person.page.goto(`${server.url}/#/${name}`);
      await person.page.waitForSelector(ready);
      await inspect(person, name);
    };
    const open = ["sign-in", "sign-up", "forgotten", "reset/token", "customer", "agent"];
    for (const name of open) await visit(name, "form");
    await visit("verify/token", ".fault");
    await person.signUp(`visitor${width}`);
    await visit("calls", ".calls .hint");
    await visit("chat", ".sidebar");
    await visit("account", "[data-section=authenticator]");
    await person.page.locator("[data-section=authenticator] [name=password]").fill(password);
    await person.page.locator("[data-section=authenticator] button").click();
    await person.page.waitForSelector(".qr-code");
    await inspect(person, "the set-up of an app");

    const caller = await (await Person.open(browser, server.url)).signUp(`caller${width}`);
    await caller.call(person.username);
    await person.page.waitForSelector("dialog.ring[open]");
    await inspect(person, "the ringing");
    await person.page.locator("dialog.ring .accept").first().click();
    await person.page.waitForSelector(".tile .quality");
    await inspect(person, "the call");
    await person.hangUp();
    await person.openChat(caller.username);
    await person.seesInvitation("accepted");
    await person.write("One line");
    await inspect(person, "the conversation");
    await person.page.getByRole("button", { name: /^(Take back|撤回)$/ }).click();
    await inspect(person, "a dialog");
    await Promise.all([person.close(), caller.close()]);
  });

  test(`neither side of a queue has a barrier (${colorScheme}, ${locale}, ${width} px)`, async () => {
    const look = { colorScheme, locale, viewport: { width, height: 800 }, bypassCSP: true };
    const [customer, agent] = await Promise.all([newLooker(look), newLooker(look)]);
    await customer.enterQueue("customer", "Mia", `q${width}`);
    await customer.page.waitForSelector("[data-position]");
    await inspect(customer, "the wait");
    await agent.enterQueue("agent", "Sam", `q${width}`);
    await agent.page.waitForSelector(".customer-history [role=status]:not(:empty)");
    for (const { page } of [customer, agent]) await page.click(".talk header button:first-child");
    for (const side of [customer, agent]) {
      await side.page.waitForSelector(".tile .quality");
      await inspect(side, "the talk");
    }
    await agent.page.click(".talk header button.danger");
    await agent.page.waitForSelector(".talk", { state: "detached" });
    await inspect(agent, "the wrap-up");
    await Promise.all([customer.close(), agent.close()]);
  });

  test(`no page of administrators has a barrier (${colorScheme}, ${locale}, ${width} px)`, async () => {
    const look = { colorScheme, locale, viewport: { width, height: 800 }, bypassCSP: true };
    const admin = await (await newLooker(look)).signIn("root");
    const visit = async (name, ready) => {
      await admin.page.goto(`${server.url}/#/admin/${name}`);
      await admin.page.locator(ready).first().waitFor();
      await inspect(admin, name);
    };
    const room = `direct~caller${width}~visitor${width}`;
    await visit("overview", "table");
    await visit(`log?stream=room/${room}`, ".event-row");
    await admin.page.locator(".event-link", { hasText: "room.call_invited" }).click();
    await admin.page.waitForSelector(".facts");
    await inspect(admin, "an event");
    await admin.page.locator(".facts a[href^='#/admin/call/']").click();
    await admin.page.waitForSelector("img.diagram");
    await inspect(admin, "a call");
    await visit(`state/room/${room}?at=3`, ".state-tree ins");
    await admin.close();
  });
}

test("the language is the browser's, and can be changed", async () => {
  const person = await Person.open(browser, server.url, { locale: "zh-CN" });
  await person.page.goto(`${server.url}/#/sign-in`);
  await person.page.getByRole("heading", { name: "登录" }).waitFor();
  await person.page.selectOption("select.language", "en");
  await person.page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await person.page.getAttribute("html", "lang"), "en");
  await person.page.reload();
  await person.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await person.close();
});

test("what people write stays text", async () => {
  const script = `<img src=x onerror="document.title='caught'"><script>1</script>`;
  const writer = await (await Person.open(browser, server.url)).signUp("writer", script);
  const reader = await (await Person.open(browser, server.url)).signUp("reader");
  await writer.openChat("reader");
  await writer.page.fill("[name=content]", script);
  await writer.page.press("[name=content]", "Enter");
  await reader.page.locator(".room", { hasText: "<img" }).click();
  assert.equal(await reader.page.textContent(".message .bubble"), script);
  assert.equal(await reader.page.textContent(".conversation-who h2"), script);
  assert.equal(await reader.page.title(), "switchboard");
  await Promise.all([writer.close(), reader.close()]);
});

test("a call that nobody answers is missed, on both sides", async () => {
  const impatient = await TestServer.start({ CALLS_RING_TIMEOUT_MS: "2000" });
  const caller = await (await Person.open(browser, impatient.url)).signUp("caller");
  const callee = await (await Person.open(browser, impatient.url)).signUp("callee");
  await caller.call("callee");
  await callee.page.waitForSelector("dialog.ring[open]");
  await caller.page.getByText("did not answer.").waitFor();
  await callee.page.getByText("You missed a call from Caller.").waitFor();
  await callee.openChat("caller");
  await callee.seesInvitation("missed");
  await Promise.all([caller.close(), callee.close()]);
  await impatient.stop();
});

test("a wrong password is told in the language of the page", async () => {
  const person = await Person.open(browser, server.url, { locale: "zh-CN" });
  await person.page.goto(`${server.url}/#/sign-in`);
  await person.page.fill("[name=username]", "nobody");
  await person.page.fill("[name=password]", "wrong password");
  await person.page.click("button[type=submit]");
  await person.page.getByText("用户名或密码错误。").waitFor();
  await person.close();
});

test("the first load is small, compressed", async () => {
  const person = await Person.open(browser, server.url);
  const sizes = [];
  person.page.on("response", (response) => {
    sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  await person.page.goto(`${server.url}/#/sign-in`);
  // The page shows itself when all its modules are there.
  await person.page.waitForSelector("form");
  const size_bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  assert.ok(size_bytes > 20_000 && size_bytes < 150_000, `${size_bytes} bytes`);
  await person.close();
});
