import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { Person, connected, eventually, launch } from "./support/browser.js";
import { TestServer } from "./support/server.js";

let server;
let browser;
let people = [];
let count = 0;

before(async () => {
  server = await TestServer.start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

afterEach(async () => {
  const present = people;
  people = [];
  for (const person of present) await person.close();
});

/** Each test has people of its own, so none finds what another left behind. */
async function newPeople(...names) {
  const suffix = ++count;
  people = await Promise.all(
    names.map(async (name) => (await Person.open(browser, server.url)).signUp(`${name}${suffix}`)),
  );
  return people;
}

async function inCall() {
  const [alice, bob] = await newPeople("alice", "bob");
  await alice.call(bob.username);
  await bob.acceptRing();
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
  return [alice, bob];
}

test("two people call each other, with sound and picture both ways", async () => {
  const [alice, bob] = await newPeople("alice", "bob");
  await bob.page.goto(`${server.url}/#/calls`);
  await alice.call(bob.username);
  await bob.page.getByText(`Alice${count} calls with video`).waitFor();
  await bob.acceptRing();
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);

  await alice.page.click("[data-control=microphone]");
  await bob.page.getByRole("img", { name: "muted" }).waitFor();

  await alice.hangUp();
  await bob.page.waitForSelector(".stage", { state: "detached" });
  for (const person of [alice, bob]) {
    await person.page.goto(`${server.url}/#/calls`);
    await person.page.waitForSelector(".call-row[data-outcome=completed]");
  }
});

test("the safety words are the same on both sides", async () => {
  const words = [];
  for (const person of await inCall()) {
    await person.page.click("[data-control=safety]");
    words.push(await person.page.textContent(".safety-words"));
  }
  assert.match(words[0], /^([a-z]{4} ){5}[a-z]{4}$/);
  assert.equal(words[0], words[1]);
});

test("a call that is declined is told to the caller, in the chat of both", async () => {
  const [alice, bob] = await newPeople("alice", "bob");
  await bob.openChat(alice.username);
  await alice.call(bob.username, "Call");
  await bob.page.locator("dialog.ring").getByRole("button", { name: "Decline" }).click();
  await alice.page.getByText("declined.").waitFor();
  await alice.openChat(bob.username);
  await Promise.all([alice.seesInvitation("rejected"), bob.seesInvitation("rejected")]);
});

test("a call that is cancelled stops ringing", async () => {
  const [alice, bob] = await newPeople("alice", "bob");
  await bob.openChat(alice.username);
  await alice.call(bob.username);
  await bob.page.waitForSelector("dialog.ring[open]");
  await alice.hangUp();
  await bob.page.waitForSelector("dialog.ring[open]", { state: "detached" });
  await bob.seesInvitation("cancelled");
});

test("an invitation rings on, and can be answered in the chat, after a reload", async () => {
  const [alice, bob] = await newPeople("alice", "bob");
  await bob.openChat(alice.username);
  await alice.call(bob.username);
  await bob.page.waitForSelector("dialog.ring[open]");
  await bob.page.reload();
  await bob.page.waitForSelector("dialog.ring[open]");
  await bob.seesInvitation("pending");
  await bob.acceptRing();
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
});

test("whoever answers on one device stops the ringing on the other", async () => {
  const [alice, bob] = await newPeople("alice", "bob");
  const other = await bob.openPage();
  await other.goto(`${server.url}/#/chat`);
  await other.waitForSelector(connected);
  await alice.call(bob.username);
  await other.waitForSelector("dialog.ring[open]");
  await bob.acceptRing();
  await other.waitForSelector("dialog.ring[open]", { state: "detached" });
  await alice.seesMediaFlow();
});

test("somebody in a call is busy for others", async () => {
  const [alice, bob, carol] = await newPeople("alice", "bob", "carol");
  await alice.call(bob.username);
  await bob.acceptRing();
  await carol.call(bob.username);
  await carol.page.getByText("is busy.").waitFor();
});

test("a page that is loaded again comes back into its call", async () => {
  const [alice, bob] = await inCall();
  await bob.page.reload();
  await bob.page.waitForSelector(".stage");
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
  assert.equal(await alice.page.locator(".tile").count(), 2);
});

test("a call survives a network that is gone for a moment", async () => {
  const [alice, bob] = await inCall();
  await bob.context.setOffline(true);
  await bob.context.setOffline(false);
  await alice.page.click("[data-control=camera]");
  await eventually("bob sees that the camera is off", () =>
    bob.page.locator(".tile:not(.own):not(.has-picture)").count(),
  );
});

test("a call survives a crash of the server", async () => {
  const [alice, bob] = await inCall();
  await server.crashAndRestart();
  // Media goes from browser to browser, with or without a server.
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
  await alice.page.click("[data-control=microphone]");
  await bob.page.getByRole("img", { name: "muted" }).waitFor();
  await alice.hangUp();
  await bob.page.waitForSelector(".stage", { state: "detached" });
});

test("three people talk in a group", async () => {
  const [alice, bob, carol] = await newPeople("alice", "bob", "carol");
  await alice.page.click(".new-group");
  await alice.page.fill("[name=name]", "Team");
  await alice.page.fill("[name=members]", `${bob.username}, ${carol.username}`);
  await alice.page.getByRole("button", { name: "Make group" }).click();
  await alice.page.getByRole("button", { name: "Video call" }).click();
  await bob.acceptRing();
  await carol.acceptRing();
  await Promise.all([alice, bob, carol].map((person) => person.seesMediaFlow(2)));
  await carol.hangUp();
  await Promise.all([alice, bob].map((person) => person.seesMediaFlow(1)));
});

test("a screen takes the camera's place, and gives it back", async () => {
  const [alice, bob] = await inCall();
  await alice.page.click("[data-control=screen]");
  await bob.page.waitForSelector(".tile.is-screen");
  await bob.seesMediaFlow();
  await alice.page.click("[data-control=screen]");
  await bob.page.waitForSelector(".tile.is-screen", { state: "detached" });
  await bob.seesMediaFlow();
});

test("whoever is recorded is told, and the recording is a file", async () => {
  const [alice, bob] = await inCall();
  await alice.page.click("[data-control=record]");
  await bob.page.getByText("records this call.").waitFor();
  await alice.page.waitForSelector("[data-control=record].is-on");
  const downloaded = alice.page.waitForEvent("download");
  await alice.page.click("[data-control=record]");
  assert.match((await downloaded).suggestedFilename(), /^call-[\dT-]+\.(webm|mp4)$/);
  await bob.page.getByText("records this call.").waitFor({ state: "detached" });
});

test("what is found out about a picture is shown to all", async () => {
  const [alice, bob] = await inCall();
  await alice.page.click("[data-control=security]");
  for (const person of [alice, bob])
    await person.page.waitForSelector(".security", { timeout: 60_000 });
  await alice.page.click("[data-control=security]");
});
