// What somebody writes who uses the package with TypeScript: it compiles, and what is marked as wrong
// does not.
import { LocalMedia, Switchboard, SwitchboardError, type Message } from "@switchboard/client";

const client = new Switchboard({ url: "http://127.0.0.1:8000" });
await client.signIn({ username: "alice", password: "correct horse" });

client.on("call_invitation", async ({ call_id, caller }) => {
  const media = new LocalMedia();
  await media.open({ video: caller.id !== "stranger" });
  const call = await client.accept(call_id, media);
  call.on("joined", ({ name, stream }) => console.log(name, stream?.id));
  call.on("ended", ({ reason }) => console.log(reason));
});
client.on("message", ({ content, seq }) => console.log(content, seq));

// @ts-expect-error there is no such frame
client.on("call_invented", () => {});
// @ts-expect-error an invitation has a caller
client.on("call_invitation", ({ friend }) => friend);

await client.connect();
const { messages }: { messages: Message[] } = await client.history({ with: "bob" });
console.log(messages.length);

try {
  await client.invite({ target_user_id: "bob" }, { call_type: "audio" });
} catch (error) {
  if (error instanceof SwitchboardError && error.code === "unknown_user") console.log("Who?");
}
