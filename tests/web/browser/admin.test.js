import { after, before, test } from "node:test";

import { Person, connected, launch } from "./support/browser.js";
import { TestServer } from "./support/server.js";

const password = "correct horse battery";

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

test("an administrator sees what goes on as it happens, and nobody else does", async () => {
  const admin = await Person.open(browser, server.url);
  await admin.page.goto(`${server.url}/#/sign-in`);
  await admin.page.fill("[name=username]", "root");
  await admin.page.fill("[name=password]", password);
  await admin.page.click("button[type=submit]");
  await admin.page.waitForSelector(connected);
  await admin.page.getByRole("link", { name: "Administration" }).click();
  const ringing = admin.page.locator("[data-figure=calls_ringing] .figure-value");
  await ringing.getByText("0", { exact: true }).waitFor();

  const alice = await (await Person.open(browser, server.url)).signUp("alice");
  const bob = await (await Person.open(browser, server.url)).signUp("bob");
  await alice.call("bob");
  await ringing.getByText("1", { exact: true }).waitFor();
  await admin.page.getByRole("cell", { name: "alice, bob" }).waitFor();

  await bob.page.goto(`${server.url}/#/admin`);
  await bob.page.getByText("Only administrators may see this.").waitFor();
  await Promise.all([admin.close(), alice.close(), bob.close()]);
});
