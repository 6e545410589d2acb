import { avatar, element, fill, iconButton } from "../dom.js";
import { say, sayTime } from "../language/language.js";
import { partnerIn } from "../rooms.js";
import { messageRow } from "./message_row.js";
import { safetyDialog } from "./safety_dialog.js";
import { writeForm } from "./write_form.js";

/** One conversation: who it is with, what was said, and a line to write in. */
export function conversationView(app, roomId) {
  const conversation = app.chats.conversation(roomId);
  const log = element("ol.messages", { "aria-label": say("chat.messages"), tabindex: "0" });
  const head = element("header.conversation-head");
  const earlier = element(
    "button.earlier",
    { type: "button", onclick: () => showEarlier() },
    say("chat.earlier"),
  );

  const write = writeForm({
    send: (content) => app.chats.send(roomId, content),
    edit: (messageId, content) => app.chats.edit(roomId, messageId, content),
    attempt: (action) => app.attempt(action),
  });
  const rowOf = (message) => messageRow(app, message, { edit: write.edit });

  const showHead = () => fill(head, ...headOf(app, roomId));
  const showMessages = () => {
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    fill(log, ...messageRows(conversation, rowOf));
    earlier.hidden = conversation.before === undefined;
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  };
  const showEarlier = () => app.attempt(() => app.chats.load(roomId, { isEarlier: true }));
  const offs = [
    app.chats.on("changed", (changed) => changed === roomId && showMessages()),
    app.people.on("changed", showHead),
    app.blocks.on("changed", showHead),
  ];
  showHead();
  showMessages();
  if (!conversation.isLoaded) void app.attempt(() => app.chats.load(roomId));
  return {
    element: element("section.conversation", {}, head, earlier, log, write.element),
    close: () => {
      for (const off of offs) off();
    },
  };
}

function headOf(app, roomId) {
  const name = app.chats.nameOf(roomId);
  const partner = partnerIn(roomId, app.client.user.id);
  const call = (callType) => () => app.call(roomId, callType);
  return [
    iconButton("back", say("app.back"), { class: "only-narrow", onclick: () => app.go("/chat") }),
    avatar(name),
    element(
      "div.conversation-who",
      {},
      element("h2", {}, name),
      partner && element("span.hint", {}, lineOf(app, partner)),
    ),
    iconButton("phone", say("chat.audio_call"), { onclick: call("audio") }),
    iconButton("camera", say("chat.video_call"), { onclick: call("video") }),
    partner &&
      iconButton("shield", say("safety.open"), { onclick: () => safetyDialog(app, partner) }),
  ];
}

function lineOf(app, partner) {
  return app.blocks.has(partner)
    ? say("safety.you_blocked")
    : presenceLine(app.people.presence(partner));
}

function presenceLine({ status, last_seen }) {
  if (status !== "offline" || !last_seen) return say(`presence.${status}`);
  return say("presence.last_seen", { time: sayTime(last_seen) });
}

function messageRows(conversation, rowOf) {
  const { messages, isLoaded } = conversation;
  if (isLoaded && messages.length === 0) return [element("li.hint", {}, say("chat.empty"))];
  return messages.map(rowOf);
}
