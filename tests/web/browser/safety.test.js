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

const button = (within, name) => within.getByRole("button", { name, exact: true });

test("whoever is blocked can neither write nor call, and is let in again from the account page", async () => {
  await bob.openChat("alice");
  await bob.write("hello");
  await alice.openChat("bob");
  await alice.page.locator(".bubble", { hasText: "hello" }).waitFor();
  await button(alice.page, "Block or report").click();
  await button(alice.page.getByRole("dialog"), "Block").click();
  await alice.page.getByText("You have blocked them.").waitFor();

  await button(bob.page, "Call").click();
  await bob.page.locator(".notice", { hasText: "This person cannot be reached." }).waitFor();
  assert.equal(await alice.page.locator("dialog.ring[open]").count(), 0);

  await alice.page.goto(`${server.url}/#/account`);
  const list = alice.page.getByRole("list", { name: "Blocked people" });
  await list.getByText("bob").waitFor();
  await button(list, "Unblock").click();
  await alice.page.getByText("You have blocked nobody.").waitFor();
  await bob.write("again");
  await alice.openChat("bob");
  await alice.page.locator(".bubble", { hasText: "again" }).waitFor();
});

test("a report of a message reaches an administrator who is there, and is dealt with", async () => {
  await admin.page.goto(`${server.url}/#/admin/reports`);
  await admin.page.getByText("No report waits.").waitFor();
  await bob.openChat("alice");
  await bob.write("an insult");
  await alice.openChat("bob");
  const insult = alice.page.locator(".message", { hasText: "an insult" });
  await insult.hover();
  await button(insult, "Report").click();
  const dialog = alice.page.getByRole("dialog", { name: /^Report/ });
  await dialog.getByLabel("What happened?").fill("He insults me");
  await button(dialog, "Send the report").click();
  await alice.page.locator(".notice", { hasText: "Thank you." }).waitFor();

  const card = admin.page.locator(".reports .card", { hasText: "He insults me" });
  await card.getByText("alice reported bob").waitFor();
  await card.getByLabel("What was done about it").fill("warned");
  await button(card, "Dealt with").click();
  await admin.page.getByText("No report waits.").waitFor();
  await admin.page.getByLabel("Also those that were dealt with").check();
  await card.getByText("warned").waitFor();
});
