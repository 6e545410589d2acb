import { avatar, element, fill, valuesOf } from "../dom.js";
import { say } from "../language/language.js";
import { partnerIn } from "../rooms.js";
import { conversationView } from "./conversation.js";
import { groupDialog } from "./group_dialog.js";

/** The people and groups on one side, and a conversation on the other. @type {import("../shell.js").View} */
export function chatView(app, roomId) {
  const list = element("ul.rooms", { "aria-label": say("chats.title") });
  const conversation = roomId ? conversationView(app, roomId) : undefined;
  const show = () => fill(list, ...roomRows(app, roomId));
  const offs = [app.chats.on("list", show), app.people.on("changed", show)];
  app.chats.look(roomId || undefined);
  show();
  return {
    element: element(
      `div.chat${roomId ? ".has-conversation" : ""}`,
      {},
      element(
        "aside.sidebar",
        {},
        element("h1", {}, say("chats.title")),
        findForm(app),
        list,
        notificationButton(),
        groupButton(app),
      ),
      conversation?.element ?? element("section.nothing", {}, say("chats.choose")),
    ),
    close: () => {
      for (const off of offs) off();
      conversation?.close();
      app.chats.look(undefined);
    },
  };
}

function roomRows(app, openRoom) {
  const rooms = app.chats.list;
  if (rooms.length === 0) return [element("li.hint", {}, say("chats.none"))];
  return rooms.map(({ id }) => roomRow(app, id, id === openRoom));
}

function roomRow(app, roomId, isOpen) {
  const name = app.chats.nameOf(roomId);
  const unread = app.chats.unread(roomId);
  const partner = partnerIn(roomId, app.client.user.id);
  return element(
    "li",
    {},
    element(
      "a.room",
      { href: `#/chat/${encodeURIComponent(roomId)}`, "aria-current": isOpen && "page" },
      avatar(name),
      element(
        "span.room-text",
        {},
        element("span.room-name", {}, name),
        element("span.room-last", {}, lastLine(app, roomId)),
      ),
      partner && presenceDot(app.people.presence(partner).status),
      unread > 0 && element("span.badge", {}, String(unread)),
    ),
  );
}

function lastLine(app, roomId) {
  const last = app.chats.conversation(roomId).last;
  if (!last) return "";
  const invitation = last.extra_data?.call_invitation;
  if (invitation)
    return `${say(`invitation.${invitation.call_type}`)} · ${say(`invitation.${invitation.status}`)}`;
  if (last.deleted_at) return say("chat.deleted");
  const isMine = last.sender_id === app.client.user.id;
  return isMine ? say("chats.you", { text: last.content }) : last.content;
}

/** @param {string} status */
export function presenceDot(status) {
  return element("span", {
    class: `dot ${status}`,
    role: "img",
    "aria-label": say(`presence.${status}`),
  });
}

/** Finds people by the beginning of their name, as one types. */
function findForm(app) {
  const found = element("ul.rooms.found", { "aria-live": "polite" });
  const open = (id) => app.go(`/chat/${app.chats.roomWith(id)}`);
  let latest = "";
  const find = async ({ target }) => {
    const query = (latest = target.value.trim());
    if (query === "") return fill(found);
    const { users = [] } =
      (await app.attempt(() => app.client.api.get("/api/v1/users", { query }))) ?? {};
    if (query !== latest) return undefined;
    const others = users.filter(({ id }) => id !== app.client.user.id);
    const rows = others.map((user) => personRow(user, () => open(user.id)));
    return fill(
      found,
      ...(rows.length > 0 ? rows : [element("li.hint", {}, say("chats.not_found"))]),
    );
  };
  const onsubmit = async (event) => {
    event.preventDefault();
    const { query } = valuesOf(event.target);
    if (query === "") return;
    const user = await app.attempt(() => app.client.userOf(query));
    if (user) open(user.id);
  };
  return element(
    "form.find",
    { role: "search", onsubmit },
    element("input", {
      name: "query",
      type: "search",
      placeholder: say("chats.find"),
      "aria-label": say("chats.find"),
      autocomplete: "off",
      oninput: find,
    }),
    found,
  );
}

function personRow(user, open) {
  const name = user.full_name || user.id;
  return element(
    "li",
    {},
    element(
      "button.room",
      { type: "button", onclick: open },
      avatar(name),
      element(
        "span.room-text",
        {},
        element("span.room-name", {}, name),
        element("span.room-last", {}, user.id),
      ),
    ),
  );
}

function groupButton(app) {
  const open = () => groupDialog(app);
  return element("button.new-group", { type: "button", onclick: open }, say("chats.new_group"));
}

/** Asks the browser only when somebody wants it to, and not again once it has an answer. */
function notificationButton() {
  if (globalThis.Notification?.permission !== "default") return undefined;
  const button = element("button.hint", { type: "button" }, say("ring.allow_notifications"));
  button.addEventListener("click", async () => {
    await Notification.requestPermission();
    button.remove();
  });
  return button;
}
