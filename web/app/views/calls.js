import { element, icon } from "../dom.js";
import { say, sayDuration, sayTime } from "../language/language.js";

const page_size = 30;

/** The calls of this user, the latest first. @type {import("../shell.js").View} */
export function callsView(app) {
  const list = element("ol.calls", { "aria-label": say("calls.title") });
  const more = element(
    "button",
    { type: "button", hidden: true, onclick: () => load() },
    say("calls.more"),
  );
  let before;
  const load = () =>
    app.attempt(async () => {
      const { calls, next } = await app.client.callHistory({ limit: page_size, before });
      before = next;
      more.hidden = next === undefined;
      list.append(...calls.map((call) => callRow(app, call)));
      if (list.childElementCount === 0) list.append(element("li.hint", {}, say("calls.none")));
    });
  void load();
  return { element: element("div.page", {}, element("h1", {}, say("calls.title")), list, more) };
}

function callRow(app, call) {
  const isMine = call.caller_id === app.client.user.id;
  const name = element("span", {});
  const sayName = (who) =>
    (name.textContent = say(isMine ? "calls.to" : "calls.from", { name: who }));
  const other = isMine ? call.callee_id : call.caller_id;
  sayName(other ? app.people.name(other) : app.chats.nameOf(call.room_id));
  if (other) void app.people.meet(other).then(() => sayName(app.people.name(other)));
  const again = () => app.call(call.room_id, call.call_type);
  const join = () =>
    app.attempt(() => app.current.join(call.id, call.call_type).then(() => app.go("/call")));
  const isLive = call.status === "active";
  return element(
    "li.call-row",
    { "data-outcome": call.end_reason ?? call.status },
    icon(call.call_type === "video" ? "camera" : "phone"),
    name,
    element("span.hint", {}, outcomeOf(call)),
    element("time.hint", { datetime: call.created_at }, sayTime(call.created_at)),
    element(
      "button",
      { type: "button", onclick: isLive ? join : again },
      say(isLive ? "calls.join" : `chat.${call.call_type}_call`),
    ),
  );
}

function outcomeOf({ status, end_reason, duration_s }) {
  if (status !== "ended") return say(`calls.${status}`);
  return say(`calls.${end_reason}`, { duration: sayDuration(duration_s ?? 0) });
}
