import { avatar, element, fill, iconButton } from "../dom.js";
import { say, sayTime } from "../language/language.js";
import { partnerIn } from "../rooms.js";
import { invitationCard } from "./invitation_card.js";

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

  const showHead = () => fill(head, ...headOf(app, roomId));
  const showMessages = () => {
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    fill(log, ...messageRows(app, conversation));
    earlier.hidden = conversation.before === undefined;
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  };
  const showEarlier = () => app.attempt(() => app.chats.load(roomId, { isEarlier: true }));
  const offs = [
    app.chats.on("changed", (changed) => changed === roomId && showMessages()),
    app.people.on("changed", showHead),
  ];
  showHead();
  showMessages();
  if (!conversation.isLoaded) void app.attempt(() => app.chats.load(roomId));
  return {
    element: element("section.conversation", {}, head, earlier, log, writeForm(app, roomId)),
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
      partner && element("span.hint", {}, presenceLine(app.people.presence(partner))),
    ),
    iconButton("phone", say("chat.audio_call"), { onclick: call("audio") }),
    iconButton("camera", say("chat.video_call"), { onclick: call("video") }),
  ];
}

function presenceLine({ status, last_seen }) {
  if (status !== "offline" || !last_seen) return say(`presence.${status}`);
  return say("presence.last_seen", { time: sayTime(last_seen) });
}

function messageRows(app, conversation) {
  const { messages, isLoaded } = conversation;
  if (isLoaded && messages.length === 0) return [element("li.hint", {}, say("chat.empty"))];
  return messages.map((message) => messageRow(app, message));
}

function messageRow(app, message) {
  const isMine = message.sender_id === app.client.user.id;
  const invitation = message.extra_data?.call_invitation;
  return element(
    `li.message${isMine ? ".mine" : ""}`,
    { "data-id": message.id },
    !isMine && element("span.sender", {}, app.people.name(message.sender_id)),
    invitation
      ? invitationCard(app, invitation)
      : element("p.bubble", {}, message.isDeleted ? say("chat.deleted") : message.content),
    element("time.hint", { datetime: message.created_at }, sayTime(message.created_at)),
    message.isEdited && element("span.hint", {}, say("chat.edited")),
  );
}

/** A line whose text stays until the server has it. */
function writeForm(app, roomId) {
  const input = element("textarea", {
    name: "content",
    rows: 1,
    "aria-label": say("chat.write"),
    placeholder: say("chat.write"),
    maxlength: 8_000,
  });
  const send = async () => {
    const content = input.value.trim();
    if (content === "") return;
    input.value = "";
    const sent = await app.attempt(() => app.chats.send(roomId, content).then(() => true));
    if (!sent) input.value = content;
  };
  const onkeydown = (event) => {
    // While a word is being composed, Enter chooses it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void send();
  };
  input.addEventListener("keydown", onkeydown);
  const onsubmit = (event) => {
    event.preventDefault();
    void send();
  };
  return element(
    "form.write",
    { onsubmit },
    input,
    iconButton("send", say("chat.send"), { type: "submit", class: "primary" }),
  );
}
