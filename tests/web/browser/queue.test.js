import { test } from "node:test";

import { TestServer } from "./support/server.js";
import { Stage } from "./support/stage.js";

const stage = Stage.forFile({ QUEUES_WRAP_UP_MS: "0" });

async function newSide(role, name, queue, url) {
  return (await stage.enter(url)).enterQueue(role, name, queue);
}

async function talkTo(person, name) {
  await person.page.getByRole("heading", { name: `You talk to ${name}` }).waitFor();
}

async function say(person, text) {
  await person.page.fill("[name=text]", text);
  await person.page.press("[name=text]", "Enter");
}

test("a customer waits, an agent comes, and they talk", async () => {
  const customer = await newSide("customer", "Mia", "first");
  await customer.page.waitForSelector("[data-position='1']");
  const agent = await newSide("agent", "Sam", "first");
  await Promise.all([talkTo(customer, "Sam"), talkTo(agent, "Mia")]);

  await say(customer, "It does not ring");
  await agent.page.getByText("It does not ring").waitFor();
  await say(agent, "Let us see");
  await customer.page.getByText("Let us see").waitFor();

  const talk = { name: "Talk with sound and picture" };
  await customer.page.getByRole("button", talk).click();
  await agent.page.getByRole("button", talk).click();
  await Promise.all([customer.seesMediaFlow(), agent.seesMediaFlow()]);

  await agent.page.getByRole("button", { name: "End conversation" }).click();
  await customer.page.getByText("The conversation is over.").waitFor();
  await agent.page.waitForSelector(
    ".agent-state[data-state=ready], .agent-state[data-state=waiting]",
  );
});

test("an agent who is there first gets the customer at once", async () => {
  const agent = await newSide("agent", "Sam", "second");
  await agent.page.waitForSelector(".agent-state");
  const customer = await newSide("customer", "Mia", "second");
  await Promise.all([talkTo(customer, "Sam"), talkTo(agent, "Mia")]);
});

test("a customer who loads the page again keeps the place", async () => {
  const customer = await newSide("customer", "Mia", "third");
  await customer.page.waitForSelector("[data-position='1']");
  await customer.page.reload();
  await customer.page.waitForSelector("[data-position='1']");
  const agent = await newSide("agent", "Sam", "third");
  await Promise.all([talkTo(customer, "Sam"), talkTo(agent, "Mia")]);
  await agent.page.reload();
  await talkTo(agent, "Mia");
  await say(agent, "Still here");
  await customer.page.getByText("Still here").waitFor();
});

test("an agent is asked first where the queue is so, and has time after a call", async () => {
  const asking = await TestServer.start({
    QUEUES_ANSWER_MODE: "offer",
    QUEUES_WRAP_UP_MS: "600000",
  });
  const agent = await newSide("agent", "Sam", "asks", asking.url);
  await agent.page.waitForSelector(".agent-state");
  const customer = await newSide("customer", "Mia", "asks", asking.url);
  await agent.page.getByText("Mia waits. Will you take them?").waitFor();
  await agent.page.getByRole("button", { name: "Take" }).click();
  await Promise.all([talkTo(customer, "Sam"), talkTo(agent, "Mia")]);
  await agent.page.getByRole("button", { name: "End conversation" }).click();
  await agent.page.waitForSelector(".agent-state[data-state=wrapping_up]");
  await agent.page.getByRole("button", { name: "Ready" }).click();
  await agent.page.waitForSelector(
    ".agent-state[data-state=ready], .agent-state[data-state=waiting]",
  );
  await asking.stop();
});

test("an agent on a break gets nobody until they are back", async () => {
  const agent = await newSide("agent", "Sam", "fourth");
  await agent.page.getByRole("button", { name: "Take a break" }).click();
  await agent.page.waitForSelector(".agent-state[data-state=paused]");
  const customer = await newSide("customer", "Mia", "fourth");
  await customer.page.waitForSelector("[data-position='1']");
  await agent.page.getByRole("button", { name: "Ready" }).click();
  await Promise.all([talkTo(customer, "Sam"), talkTo(agent, "Mia")]);
});

test("an agent reads what a customer who is signed in and others said before", async () => {
  const customer = await (await stage.enter()).signUp("mia");
  await customer.enterQueue("customer", "Mia", "fifth");
  const agent = await newSide("agent", "Sam", "fifth");
  await Promise.all([talkTo(customer, "Sam"), talkTo(agent, "Mia")]);
  await agent.page.getByText("None: this is the first one.").waitFor();
  await say(customer, "The lamp is broken");
  await agent.page.getByText("The lamp is broken").waitFor();
  await customer.page.getByRole("button", { name: "End conversation" }).click();
  await customer.page.getByRole("button", { name: "Start again" }).waitFor();
  await customer.enterQueue("customer", "Mia", "fifth");
  await talkTo(agent, "Mia");
  await agent.page.locator(".earlier-calls summary", { hasText: "Sam" }).click();
  await agent.page.locator(".earlier-calls").getByText("The lamp is broken").waitFor();
});

test("an agent is told that a name alone does not say who a customer is", async () => {
  const customer = await newSide("customer", "Mia", "sixth");
  const agent = await newSide("agent", "Sam", "sixth");
  await Promise.all([talkTo(customer, "Sam"), talkTo(agent, "Mia")]);
  await agent.page.getByText("Not known: a name alone does not say who this is.").waitFor();
});
