import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Person, launch, password } from "./support/browser.js";
import { TestServer } from "./support/server.js";

let server;
let browser;
let admin;
let alice;
let bob;

before(async () => {
  server = await TestServer.startWithAdmin("root", password);
  browser = await launch();
  admin = await (await Person.open(browser, server.url)).signIn("root");
  alice = await (await Person.open(browser, server.url)).signUp("alice");
  bob = await (await Person.open(browser, server.url)).signUp("bob");
});

after(async () => {
  for (const person of [admin, alice, bob]) await person?.close();
  await browser?.close();
  await server?.stop();
});

async function lookAt(page) {
  await admin.page.goto(`${server.url}/#/admin/${page}`);
  await admin.page.waitForSelector("h1");
}

test("an administrator sees what goes on as it happens, and nobody else does", async () => {
  await admin.page.getByRole("link", { name: "Administration" }).click();
  const figure = (name) => admin.page.locator(`[data-figure=${name}] .figure-value`);
  await figure("calls_ringing").getByText("0", { exact: true }).waitFor();
  await alice.call("bob");
  await figure("calls_ringing").getByText("1", { exact: true }).waitFor();
  await admin.page.getByRole("img", { name: /^calls ringing: 1 now, 1 at most/ }).waitFor();
  await admin.page.getByRole("cell", { name: "alice, bob" }).waitFor();
  await bob.page.locator("dialog.ring").getByRole("button", { name: "Decline" }).click();
  await figure("calls_ringing").getByText("0", { exact: true }).waitFor();
  await figure("calls").getByText("1", { exact: true }).waitFor();

  await bob.page.goto(`${server.url}/#/admin`);
  await bob.page.getByText("Only administrators may see this.").waitFor();
});

test("the log is searched, and an event leads to what it came of and what came of it", async () => {
  await lookAt("log");
  await admin.page.fill("[name=type]", "room.call_");
  await admin.page.fill("[name=user]", "alice");
  await admin.page.getByRole("button", { name: "Search" }).click();
  const rows = admin.page.locator(".event-row");
  await rows.first().waitFor();
  const types = await rows.locator(".event-type").allTextContents();
  assert.ok(
    types.every((type) => type.startsWith("room.call_")),
    types.join(),
  );
  assert.ok(
    types.indexOf("room.call_rejected") < types.indexOf("room.call_invited"),
    "newest first",
  );

  await rows.getByText("room.call_invited").click();
  await admin.page.getByRole("heading", { name: "room.call_invited" }).waitFor();
  const consequences = admin.page.getByRole("list", { name: "Led to" });
  await consequences.getByText("user.invitation_received").click();
  await admin.page.getByRole("heading", { name: "user.invitation_received" }).waitFor();
  const causes = admin.page.getByRole("list", { name: "Caused by" });
  await causes.getByText("room.call_invited").waitFor();
});

test("a call is explained, and drawn", async () => {
  await lookAt("log?type=room.call_rejected");
  await admin.page.locator(".event-link").click();
  await admin.page.locator(".facts").getByRole("link", { name: "direct~alice~bob~" }).click();
  await admin.page.locator(".verdict", { hasText: "bob" }).waitFor();
  await admin.page.locator(".timeline").getByText("alice called bob").waitFor();
  const diagram = admin.page.getByRole("img", { name: /^Sequence diagram of direct~alice~bob~/ });
  await diagram.waitFor();
  assert.ok((await diagram.evaluate((image) => image.naturalWidth)) > 100);
  await admin.page.getByText("As text").click();
  assert.match(await admin.page.textContent("pre"), /alice.*switchboard.*bob/);
});

test("a room is stepped through time, and what changed is marked", async () => {
  await lookAt("state/room/direct~alice~bob");
  const slider = admin.page.getByRole("slider");
  await slider.waitFor();
  const last = Number(await slider.getAttribute("max"));
  assert.ok(last >= 3, `${last} events`);
  const tree = admin.page.locator(".state-tree");
  await tree.waitFor();

  await slider.focus();
  await admin.page.keyboard.press("Home");
  await admin.page.locator(".event-type", { hasText: "room.created" }).waitFor();
  await admin.page.getByRole("button", { name: "The next event" }).click();
  await admin.page.locator(".event-row:not([data-type='room.created'])").waitFor();
  await tree.locator("ins").first().waitFor();
  await admin.page.getByLabel("Only what this event changed").check();
  await tree.locator("[data-kind=same]").first().waitFor({ state: "detached" });
  assert.match(admin.page.url(), /\?at=2$/);
  await admin.page.reload();
  await admin.page.locator("output", { hasText: `2 / ${last}` }).waitFor();
});

test("a name that is markup stays text in the log", async () => {
  const name = `<img src=x onerror="document.title='caught'">`;
  const mallory = await (await Person.open(browser, server.url)).signUp("mallory", name);
  await lookAt("log?user=mallory&type=user.registered");
  await admin.page.locator(".event-data", { hasText: "<img" }).waitFor();
  await lookAt("state/user/mallory?at=1");
  await admin.page.locator(".state-tree", { hasText: "<img" }).waitFor();
  assert.equal(await admin.page.title(), "switchboard");
  await mallory.close();
});
