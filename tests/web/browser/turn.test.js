import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Person, launch } from "./support/browser.js";
import { TestServer } from "./support/server.js";
import { TurnServer } from "./support/turn_server.js";

let turn;
let server;
let browser;

before(async () => {
  turn = await TurnServer.start();
  const settings = { ICE_TURN_URLS: turn.url, ICE_TURN_SECRET: turn.secret };
  server = await TestServer.start(settings);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await turn?.stop();
});

/** As in a network that lets nothing through but the way to the TURN server. */
function relayOnly() {
  const Original = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Original {
    constructor(configuration) {
      super({ ...configuration, iceTransportPolicy: "relay" });
    }
  };
}

async function newPerson() {
  const person = await Person.open(browser, server.url);
  await person.context.addInitScript(relayOnly);
  return person;
}

/** All paths that were chosen go from a TURN server to a TURN server. */
async function goesOverRelays({ page }) {
  const kinds = await page.evaluate(async () => {
    const reports = await Promise.all(globalThis.peersOfTest.map((peer) => peer.getStats()));
    const stats = reports.flatMap((report) => [...report.values()]);
    const inUse = stats.filter(({ type, nominated, state }) => {
      return type === "candidate-pair" && nominated && state === "succeeded";
    });
    const kindOf = (id) => stats.find((entry) => entry.id === id).candidateType;
    return inUse.flatMap((pair) => [pair.localCandidateId, pair.remoteCandidateId].map(kindOf));
  });
  assert.deepEqual([...new Set(kinds)], ["relay"]);
}

test("a call goes over a TURN server where there is no direct way", async () => {
  const alice = await (await newPerson()).signUp("alice");
  const bob = await (await newPerson()).signUp("bob");
  await alice.call("bob");
  await bob.acceptRing();
  await Promise.all([alice.seesMediaFlow(), bob.seesMediaFlow()]);
  for (const person of [alice, bob]) await goesOverRelays(person);
  await alice.hangUp();
  await Promise.all([alice.close(), bob.close()]);
});

test("a customer without an account goes over it too", async () => {
  const sides = [];
  for (const [role, name] of [
    ["customer", "Mia"],
    ["agent", "Sam"],
  ]) {
    sides.push(await (await newPerson()).enterQueue(role, name));
  }
  for (const { page } of sides)
    await page.getByRole("button", { name: "Talk with sound and picture" }).click();
  await Promise.all(sides.map((side) => side.seesMediaFlow()));
  for (const side of sides) await goesOverRelays(side);
  await Promise.all(sides.map((side) => side.close()));
});
