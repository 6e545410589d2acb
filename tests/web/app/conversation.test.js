import assert from "node:assert/strict";
import { test } from "node:test";

import { Conversation } from "../../../web/app/conversation.js";
import { directRoom, partnerIn, roomOf } from "../../../web/app/rooms.js";
import { judge } from "../../../web/app/security/judgement.js";

const room = "direct~alice~bob";
const text = (seq, content) => ({
  id: `${room}~${seq}`,
  room_id: room,
  seq,
  content,
  extra_data: null,
});
const call_id = `${room}~5`;
const invitation = { call_id, call_type: "video", status: "pending" };
const invited = { ...text(4, ""), extra_data: { call_invitation: invitation } };

test("messages stand in order, each once, wherever they came from", () => {
  const conversation = new Conversation(room);
  conversation.take({ type: "message", ...text(7, "live") });
  conversation.addPage({ messages: [text(2, "old"), text(7, "live")], next: 2 });
  conversation.add(text(6, "own"));
  assert.deepEqual(
    conversation.messages.map(({ content }) => content),
    ["old", "own", "live"],
  );
  assert.equal(conversation.before, 2);
});

test("a message that is changed or taken back stays where it was", () => {
  const conversation = new Conversation(room);
  conversation.add(text(1, "one"));
  conversation.add(text(2, "two"));
  conversation.take({
    type: "message_edited",
    message_id: `${room}~1`,
    content: "uno",
    extra_data: null,
  });
  conversation.take({ type: "message_deleted", message_id: `${room}~2` });
  assert.deepEqual(
    conversation.messages.map(({ content }) => content),
    ["uno", ""],
  );
  assert.equal(conversation.take({ type: "message_deleted", message_id: "unknown" }), false);
});

test("an invitation has the first outcome that came", () => {
  const statusOf = (conversation) => conversation.last.extra_data.call_invitation.status;
  const conversation = new Conversation(room);
  conversation.add(invited);
  assert.equal(conversation.take({ type: "call_rejected", call_id }), true);
  assert.equal(conversation.take({ type: "call_missed", call_id }), false);
  assert.equal(statusOf(conversation), "rejected");
  assert.equal(invitation.status, "pending");
});

test("a page that was asked for before a frame came takes nothing back", () => {
  const conversation = new Conversation(room);
  conversation.take({ type: "call_rejected", call_id });
  conversation.addPage({ messages: [invited] });
  assert.equal(conversation.last.extra_data.call_invitation.status, "rejected");
  conversation.addPage({ messages: [invited] });
  assert.equal(conversation.last.extra_data.call_invitation.status, "rejected");

  const [first, second] = [text(6, "as it was"), text(7, "as it was")];
  conversation.addPage({ messages: [first, second] });
  conversation.take({ type: "message_edited", message_id: first.id, content: "as it is" });
  conversation.take({ type: "message_deleted", message_id: second.id });
  conversation.addPage({ messages: [first, second] });
  assert.deepEqual(conversation.messages.slice(-2).map(({ content }) => content), ["as it is", ""]);
});

test("ids say what they are of", () => {
  assert.equal(directRoom("bob", "alice"), room);
  assert.equal(partnerIn(room, "alice"), "bob");
  assert.equal(partnerIn(room, "bob"), "alice");
  assert.equal(partnerIn("group~x", "bob"), undefined);
  assert.equal(roomOf(call_id), room);
});

test("either sign of a fake is a risk, and no face is none", () => {
  assert.equal(judge({ real: 0.9, live: 0.2, score: 0.99 }).risk_score, 0.8);
  assert.equal(judge({ real: 0.1, live: 0.9, score: 0.99 }).risk_score, 0.9);
  assert.deepEqual(judge(undefined), { risk_score: 0, confidence: 0, signals: { faces: 0 } });
});
