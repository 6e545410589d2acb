import assert from "node:assert/strict";
import { test } from "node:test";

import { connected, eventually } from "./support/browser.js";
import { Line } from "./support/line.js";
import { Stage } from "./support/stage.js";

const stage = Stage.forFile();
let count = 0;

/** Each test has people of its own, so none finds what another left behind. */
async function newPerson(name, url) {
  return (await stage.enter(url)).signUp(`${name}${++count}`);
}

function newPeople(...names) {
  return Promise.all(names.map((name) => newPerson(name)));
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
  await bob.page.goto(`${stage.server.url}/#/calls`);
  await alice.call(bob.username);
  await bob.page.getByText(/^Alice\d+ calls with video$/).waitFor();
  assert.match(await bob.page.title(), /^Alice\d+ calls…$/);
  // The button to accept is the one in focus.
  await bob.page.keyboard.press("Enter");
  await bob.page.waitForSelector(".stage");
  assert.equal(await bob.page.title(), "switchboard");
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);

  await alice.page.click("[data-control=microphone]");
  await bob.page.getByRole("img", { name: "muted" }).waitFor();

  await alice.hangUp();
  await bob.page.waitForSelector(".stage", { state: "detached" });
  for (const person of [alice, bob]) {
    await person.page.goto(`${stage.server.url}/#/calls`);
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
  await other.goto(`${stage.server.url}/#/chat`);
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
  await carol.openChat(bob.username);
  await carol.page.locator(".conversation-who").getByText("in a call").waitFor();
  await carol.call(bob.username);
  await carol.page.getByText("is busy.").waitFor();
});

test("two who call each other at the same moment are in one call", async () => {
  const [alice, bob] = await newPeople("alice", "bob");
  await Promise.all([alice.openChat(bob.username), bob.openChat(alice.username)]);
  const buttons = [alice, bob].map(({ page }) =>
    page.getByRole("button", { name: "Video call", exact: true }),
  );
  await Promise.all(buttons.map((each) => each.waitFor()));
  // Pressed in the page, because the slower one may find the other's call ringing over the button already.
  await Promise.all(buttons.map((each) => each.dispatchEvent("click")));
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
  for (const { page } of [alice, bob])
    await page.waitForSelector("dialog.ring[open]", { state: "detached" });
});

test("a page that is loaded again comes back into its call", async () => {
  const [alice, bob] = await inCall();
  await bob.page.reload();
  await bob.page.waitForSelector(".stage");
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
  assert.equal(await alice.page.locator(".tile").count(), 2);
});

test("a call survives a network that is cut, and what was missed is made up for", async () => {
  const line = await Line.to(stage.server.url);
  const alice = await newPerson("alice");
  const bob = await newPerson("bob", line.url);
  await alice.call(bob.username);
  await bob.acceptRing();
  await alice.seesMediaFlow();

  line.cut();
  await alice.page.getByText("connection lost, may come back").waitFor();
  await bob.page.getByText("reconnecting…").waitFor();
  // Media has a way of its own.
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
  await alice.page.click("[data-control=microphone]");

  line.mend();
  await bob.page.getByRole("img", { name: "muted" }).waitFor();
  await alice.page.getByText("connection lost, may come back").waitFor({ state: "detached" });
  await alice.hangUp();
  await bob.page.waitForSelector(".stage", { state: "detached" });
  await line.close();
});

test("a call survives a crash of the server", async () => {
  const [alice, bob] = await inCall();
  await stage.server.crashAndRestart();
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

test("another camera and microphone can be chosen while the call goes on", async () => {
  const [alice, bob] = await inCall();
  const sent = () =>
    alice.page.evaluate(() =>
      globalThis.peersOfTest.flatMap((peer) => peer.getSenders().map(({ track }) => track?.label)),
    );
  const before = await sent();
  assert.equal(before.length, 2);
  await alice.page.click("[data-control=devices]");
  const dialog = alice.page.getByRole("dialog", { name: "Microphone and camera" });
  for (const label of ["Microphone", "Camera"]) {
    const select = dialog.getByLabel(label);
    const others = select.locator("option:not([selected])");
    await select.selectOption(await others.last().getAttribute("value"));
  }
  await eventually("the tracks are those of other devices", async () => {
    const now = await sent();
    return now.every((label, at) => label && label !== before[at]);
  });
  await dialog.getByRole("button", { name: "Close" }).click();
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
});

test("a call rings in the system too when nobody looks at the page", async () => {
  const [alice, bob] = await newPeople("alice", "bob");
  await bob.page.evaluate(() => {
    globalThis.notificationsOfTest = [];
    Object.defineProperty(document, "hidden", { get: () => true });
    globalThis.Notification = class {
      static permission = "granted";
      constructor(text) {
        globalThis.notificationsOfTest.push(text);
      }
      close() {
        globalThis.notificationsOfTest.push("closed");
      }
    };
  });
  await alice.call(bob.username);
  await bob.page.waitForSelector("dialog.ring[open]");
  await alice.hangUp();
  await bob.page.waitForSelector("dialog.ring[open]", { state: "detached" });
  const told = await bob.page.evaluate(() => globalThis.notificationsOfTest);
  assert.match(told.join(), /^Alice\d+ calls with video,closed$/);
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
    await person.page.waitForSelector(".security", { timeout: 120_000 });
  await alice.page.click("[data-control=security]");
});

/** A check that finds a mask on every picture. */
function seeMasks() {
  globalThis.Worker = class {
    constructor() {
      setTimeout(() => this.onmessage({ data: { ready: true } }));
    }
    postMessage({ userId }) {
      const finding = { risk_score: 0.93, confidence: 0.9, signals: { faces: 1 } };
      this.onmessage({ data: { userId, finding } });
    }
    terminate() {}
  };
}

test("a risk is shown to all in the call, beside whom it is about", async () => {
  const [alice, bob] = await inCall();
  await alice.page.evaluate(seeMasks);
  await alice.page.click("[data-control=security]");
  const risk = "risk: 93 %, sure to 90 %";
  await alice.page.locator(".tile:not(.own)").getByText(risk).waitFor();
  await bob.page.locator(".tile.own").getByText(risk).waitFor();
});
