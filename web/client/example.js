// Two people on a server: one calls, the other accepts. See README.md for how to run it.
import { Switchboard } from "./index.js";

const url = process.argv[2] ?? "http://127.0.0.1:8000";
const suffix = Date.now().toString(36);

/** @param {string} name */
async function newPerson(name) {
  const client = new Switchboard({ url });
  const username = `${name}-${suffix}`;
  await client.register({ username, email: `${username}@example.org`, password: "correct horse" });
  await client.connect();
  return client;
}

const alice = await newPerson("alice");
const bob = await newPerson("bob");

bob.on("message", ({ sender_id, message_type, content }) =>
  console.log(`${sender_id} wrote (${message_type}): ${content}`),
);
bob.on("call_invitation", async ({ call_id, caller }) => {
  console.log(`${caller.id} calls`);
  const call = await bob.accept(call_id);
  console.log(`bob is in, with ${call.participants.map(({ userId }) => userId).join(", ")}`);
});

await alice.send({ to: bob.user.id, content: "May I call?" });
const call = await alice.invite({ target_user_id: bob.user.id }, { call_type: "audio" });
const { userId } = await call.next("joined");
console.log(`alice sees ${userId} come in`);

await call.end();
const { calls } = await alice.callHistory({ limit: 1 });
console.log(`the call was ${calls[0]?.end_reason}`);
for (const client of [alice, bob]) client.connection.close();
