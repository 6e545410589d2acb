import assert from "node:assert/strict";
import { test } from "node:test";

import { connected } from "./support/browser.js";
import { Stage } from "./support/stage.js";

const stage = Stage.forFile();

async function newPerson(name) {
  return (await stage.enter()).signUp(name);
}

/** What stands in the conversation on a page, a line each. */
function texts(page) {
  return page.locator(".message .bubble").allTextContents();
}

test("a message is changed and taken back on all devices, and stays so", async () => {
  const [alice, bob] = [await newPerson("alice"), await newPerson("bob")];
  await alice.openChat("bob");
  await bob.openChat("alice");
  const other = await alice.openPage();
  await other.goto(alice.page.url());
  await other.waitForSelector(connected);
  for (const text of ["one", "to", "three"]) await alice.write(text);
  await bob.page.locator(".bubble", { hasText: "three" }).waitFor();
  assert.equal(await bob.page.getByRole("button", { name: "Change" }).count(), 0);

  await alice.page.fill("[name=content]", "a draft");
  const own = (text) => alice.page.locator(".message.mine", { hasText: text });
  await own("to").getByRole("button", { name: "Change" }).click();
  await alice.page.fill("[name=content]", "two");
  await alice.page.press("[name=content]", "Enter");
  await own("two").getByText("edited").waitFor();
  assert.equal(await alice.page.inputValue("[name=content]"), "a draft");

  await own("three").getByRole("button", { name: "Take back" }).click();
  const dialog = alice.page.getByRole("dialog", { name: "Take back" });
  await dialog.getByRole("button", { name: "Take back" }).click();

  const wanted = ["one", "two", "taken back"];
  for (const page of [alice.page, other, bob.page]) {
    await page.locator(".bubble.is-deleted").waitFor();
    assert.deepEqual(await texts(page), wanted);
    await page.reload();
    await page.locator(".bubble.is-deleted").waitFor();
    assert.deepEqual(await texts(page), wanted);
  }
});

test("a change that is given up leaves the message and the draft as they were", async () => {
  const [carol, dan] = [await newPerson("carol"), await newPerson("dan")];
  await carol.openChat(dan.username);
  await carol.write("as it is");
  await carol.page.fill("[name=content]", "a draft");
  await carol.page.getByRole("button", { name: "Change" }).click();
  assert.equal(await carol.page.inputValue("[name=content]"), "as it is");
  await carol.page.press("[name=content]", "Escape");
  assert.equal(await carol.page.inputValue("[name=content]"), "a draft");
  assert.deepEqual(await texts(carol.page), ["as it is"]);
});
