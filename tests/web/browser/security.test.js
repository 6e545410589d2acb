// People protect their accounts: with mail that is really sent, an authenticator app, and passkeys of
// Chromium's virtual authenticator.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { codeOf } from "../../e2e/support/authenticator_app.js";
import { MailServer } from "../../e2e/support/mail_server.js";
import { Stage } from "./support/stage.js";
import { TestServer } from "./support/server.js";
import { connected, password } from "./support/browser.js";

const better = "a longer horse battery";
const stage = Stage.forFile();

/** Passkeys are for names and not for numbers. */
const namedUrl = () => stage.server.url.replace("127.0.0.1", "localhost");

const section = ({ page }, name) => page.locator(`[data-section=${name}]`);

async function showAccount({ page }) {
  await page.getByTitle("Account").click();
  await page.waitForSelector("[data-section=authenticator]");
}

async function fillSignIn({ page, url }, username, secret = password) {
  await page.goto(`${url}/#/sign-in`);
  await page.fill("[name=username]", username);
  await page.fill("[name=password]", secret);
  await page.click("button[type=submit]");
}

/** Turns the second factor on; gives the app's key and the recovery codes. */
async function setUpApp(person) {
  await showAccount(person);
  const place = section(person, "authenticator");
  await place.locator("[name=password]").fill("another password");
  await place.getByRole("button", { name: "Set up" }).click();
  await place.getByText("The present password is another one.").waitFor();
  await place.locator("[name=password]").fill(password);
  await place.getByRole("button", { name: "Set up" }).click();
  await place.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
  const key = (await place.locator(".secret-key").textContent()).replaceAll(" ", "");
  await place.locator("[name=code]").fill(codeOf(key));
  await place.getByRole("button", { name: "Turn on" }).click();
  await place.locator(".recovery-codes li").first().waitFor();
  const codes = await place.locator(".recovery-codes li").allTextContents();
  await place.getByRole("button", { name: "I have kept them" }).click();
  await place.getByText("10 recovery codes are left.").waitFor();
  return { key, codes };
}

test("an authenticator app is set up by its code, and asked for from then on", async () => {
  const person = await (await stage.enter()).signUp("alice");
  const { key, codes } = await setUpApp(person);

  const other = await stage.enter();
  await fillSignIn(other, "alice");
  await other.page.getByRole("heading", { name: "One step more" }).waitFor();
  await other.page.fill("[name=code]", "000000");
  await other.page.click("button[type=submit]");
  await other.page.getByText("This code is not good, or was used before.").waitFor();
  await other.page.fill("[name=code]", codeOf(key, 1));
  await other.page.click("button[type=submit]");
  await other.page.waitForSelector(connected);

  const third = await stage.enter();
  await fillSignIn(third, "alice");
  await third.page.getByRole("button", { name: "Use a recovery code" }).click();
  await third.page.fill("[name=recovery_code]", codes[0].toUpperCase());
  await third.page.click("button[type=submit]");
  await third.page.waitForSelector(connected);

  await showAccount(third);
  const place = section(third, "authenticator");
  await place.getByText("9 recovery codes are left.").waitFor();
  await place.getByText("Turn off").first().click();
  await place.locator("details[open] [name=password]").fill(password);
  await place.getByRole("button", { name: "Turn off" }).click();
  await place.getByRole("button", { name: "Set up" }).waitFor();
  await (await stage.enter()).signIn("alice");
});

/** Gives a page a device that has verified its user, and may make passkeys. */
async function giveAuthenticator({ context, page }) {
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { devtools, authenticatorId };
}

test("a passkey is added, signs in without a name, and lets nobody in once removed", async () => {
  const person = await stage.enter(namedUrl());
  await giveAuthenticator(person);
  await person.signUp("bob");
  await showAccount(person);
  const place = section(person, "passkeys");
  await place.getByText("Add a passkey").first().click();
  await place.locator("[name=name]").fill("Bob’s phone");
  await place.locator("[name=password]").fill(password);
  await place.getByRole("button", { name: "Add a passkey" }).click();
  await place.locator(".passkey", { hasText: "Bob’s phone" }).waitFor();

  const signOut = () => person.page.locator("header").getByRole("button", { name: "Sign out" }).click();
  const signInWithPasskey = () => person.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await signOut();
  await signInWithPasskey();
  await person.page.waitForSelector(connected);
  await showAccount(person);
  await place.locator(".passkey", { hasText: "last used" }).waitFor();
  await place.getByRole("button", { name: "Remove Bob’s phone" }).click();
  await place.locator(".passkey").waitFor({ state: "detached" });
  await signOut();
  await signInWithPasskey();
  await person.page.getByText("This passkey was not accepted.").waitFor();
});

test("a copy of a passkey that counts behind the other is not accepted", async () => {
  const person = await stage.enter(namedUrl());
  const { devtools, authenticatorId } = await giveAuthenticator(person);
  await person.signUp("carol");
  await showAccount(person);
  const place = section(person, "passkeys");
  await place.getByText("Add a passkey").first().click();
  await place.locator("[name=password]").fill(password);
  await place.getByRole("button", { name: "Add a passkey" }).click();
  await place.locator(".passkey").waitFor();
  const { credentials } = await devtools.send("WebAuthn.getCredentials", { authenticatorId });
  await devtools.send("WebAuthn.clearCredentials", { authenticatorId });
  await devtools.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credentials[0], signCount: 0 } });
  await person.page.locator("header").getByRole("button", { name: "Sign out" }).click();
  await person.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await person.page.getByText("This passkey was not accepted.").waitFor();
});

test("a session names its device, and when it was last used", async () => {
  const person = await (await stage.enter()).signUp("dora");
  await showAccount(person);
  const session = person.page.locator(".session[data-current=true]");
  await session.getByText("Chrome · Linux").waitFor();
  await session.getByText("last used").waitFor();
});

let mail;
let mailing;
before(async () => {
  mail = await MailServer.start();
  const settings = Object.entries(mail.settings).map(([name, value]) => [name.replace("SWITCHBOARD_", ""), value]);
  mailing = await TestServer.start(Object.fromEntries(settings));
});
after(async () => {
  await mailing?.stop();
  await mail?.stop();
});

test("an address is verified, and a forgotten password mended, by links in mails", async () => {
  const person = await (await stage.enter(mailing.url)).signUp("erin");
  await showAccount(person);
  await section(person, "email").getByText("This address is not verified yet").waitFor();
  await person.page.goto(`${mailing.url}/#/verify/${await mail.tokenTo("erin@example.org", /your address/)}`);
  await person.page.getByText("Thank you: this address is yours.").waitFor();
  await showAccount(person);
  await section(person, "email").getByText("This address is verified.").waitFor();

  const elsewhere = await stage.enter(mailing.url);
  await elsewhere.page.goto(`${mailing.url}/#/sign-in`);
  await elsewhere.page.getByText("Forgot the password?").click();
  await elsewhere.page.fill("[name=whose]", "erin@example.org");
  await elsewhere.page.click("button[type=submit]");
  await elsewhere.page.getByText("a mail is on its way").waitFor();
  const link = `${mailing.url}/#/reset/${await mail.tokenTo("erin@example.org", /new password/)}`;
  await elsewhere.page.goto(link);
  await elsewhere.page.fill("[name=password]", better);
  await elsewhere.page.click("button[type=submit]");
  await elsewhere.page.getByText("The password is changed.").waitFor();
  await person.page.getByRole("heading", { name: "Sign in" }).waitFor();
  await elsewhere.signIn("erin", better);

  const late = await stage.enter(mailing.url);
  await late.page.goto(link);
  await late.page.fill("[name=password]", better);
  await late.page.click("button[type=submit]");
  await late.page.getByText("This link was used already, or its time is up.").waitFor();
});

test("whoever runs no mail server is told where a link comes from", async () => {
  const person = await stage.enter();
  await person.page.goto(`${person.url}/#/forgotten`);
  await person.page.fill("[name=whose]", "nobody");
  await person.page.click("button[type=submit]");
  await person.page.getByText("This server sends no mail. Ask an administrator for a link.").waitFor();
  assert.equal(await person.page.locator("[data-section=email] button").count(), 0);
});
