import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Person, launch, password } from "./support/browser.js";
import { TestServer } from "./support/server.js";

const better = "a longer horse battery";

let server;
let browser;

before(async () => {
  server = await TestServer.start();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function showAccount({ page }) {
  await page.getByTitle("Account").click();
  await page.waitForSelector(".session");
}

/** Somebody who is signed in on two devices. */
async function onTwoDevices(name) {
  const here = await (await Person.open(browser, server.url)).signUp(name);
  const there = await (await Person.open(browser, server.url)).signIn(name);
  return [here, there];
}

test("whoever is signed in elsewhere is seen, and can be signed out", async () => {
  const [here, there] = await onTwoDevices("alice");
  await showAccount(here);
  assert.equal(await here.page.locator(".session").count(), 2);
  await here.page.getByText("this device").waitFor();
  await here.page.locator("main").getByRole("button", { name: "Sign out" }).click();
  await there.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await here.page.locator(".session").nth(1).waitFor({ state: "detached" });
  await Promise.all([here.close(), there.close()]);
});

test("a new password signs out all other devices, and the old one is no good any more", async () => {
  const [here, there] = await onTwoDevices("bob");
  await showAccount(here);
  const change = async (current, next) => {
    await here.page.fill("[name=current_password]", current);
    await here.page.fill("[name=new_password]", next);
    await here.page.getByRole("button", { name: "Change the password" }).click();
  };
  await change("wrong horse battery", better);
  await here.page.getByText("The present password is another one.").waitFor();
  await change(password, better);
  await here.page.getByText("The password is changed.").waitFor();
  await there.page.getByRole("heading", { name: "Sign in" }).waitFor();

  await there.page.fill("[name=username]", "bob");
  await there.page.fill("[name=password]", password);
  await there.page.click("button[type=submit]");
  await there.page.getByText("User name or password is wrong.").waitFor();
  await there.signIn("bob", better);
  await Promise.all([here.close(), there.close()]);
});
