import { showDialog } from "../dialog.js";
import { element, iconButton } from "../dom.js";
import { say, sayTime } from "../language/language.js";
import { invitationCard } from "./invitation_card.js";
import { reportDialog } from "./safety_dialog.js";

/**
 * One message; those of one's own can be changed and taken back.
 *
 * @param {import("../main.js").App} app
 * @param {import("/client/frames.js").Message} message
 * @param {{edit: (message: import("/client/frames.js").Message) => void}} acts
 */
export function messageRow(app, message, { edit }) {
  const isMine = message.sender_id === app.client.user.id;
  const invitation = message.extra_data?.call_invitation;
  const isMineToChange = isMine && message.message_type === "text" && !message.deleted_at;
  return element(
    `li.message${isMine ? ".mine" : ""}`,
    { "data-id": message.id },
    !isMine && element("span.sender", {}, app.people.name(message.sender_id)),
    element(
      "div.message-line",
      {},
      isMineToChange && messageButtons(app, message, edit),
      invitation ? invitationCard(app, invitation) : bubble(message),
      !isMine && !invitation && !message.deleted_at && reportButton(app, message),
    ),
    element(
      "span.hint",
      {},
      element("time", { datetime: message.created_at }, sayTime(message.created_at)),
      message.edited_at && !message.deleted_at && ` · ${say("chat.edited")}`,
    ),
  );
}

function bubble({ content, deleted_at }) {
  if (deleted_at) return element("p.bubble.is-deleted", {}, say("chat.deleted"));
  return element("p.bubble", {}, content);
}

function reportButton(app, message) {
  const report = () => reportDialog(app, message.sender_id, message);
  return element(
    "span.message-buttons",
    {},
    iconButton("shield", say("safety.report"), { onclick: report }),
  );
}

function messageButtons(app, message, edit) {
  return element(
    "span.message-buttons",
    {},
    iconButton("pencil", say("chat.edit"), { onclick: () => edit(message) }),
    iconButton("bin", say("chat.take_back"), { onclick: () => askToTakeBack(app, message) }),
  );
}

function askToTakeBack(app, { room_id, id, content }) {
  const takeBack = () => {
    dialog.close();
    void app.attempt(() => app.chats.takeBack(room_id, id));
  };
  const dialog = showDialog(
    say("chat.take_back"),
    element("p.hint", {}, say("chat.take_back_hint")),
    element("blockquote", {}, content),
    element("button.danger", { type: "button", onclick: takeBack }, say("chat.take_back")),
  );
}
