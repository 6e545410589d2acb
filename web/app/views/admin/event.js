import { element } from "../../dom.js";
import { say, sayExactTime } from "../../language/language.js";
import { differenceOf } from "./difference.js";
import { eventList, eventType, stateLink } from "./event_row.js";
import { loadInto } from "./load_into.js";
import { stateTree } from "./state_tree.js";

/** One event: all that its record says, what led to it and what it led to. */
export function eventView(app, eventId) {
  const place = element("div.stack");
  const path = `/api/v1/admin/log/${encodeURIComponent(eventId)}`;
  void loadInto(place, async () => contents(await app.client.api.get(path)));
  return { element: place };
}

function contents({ event, causes, consequences }) {
  return [
    element("h1", {}, eventType(event.type)),
    element("dl.facts", {}, ...factsOf(event).flatMap(fact)),
    element("h2", {}, say("admin.event_data")),
    stateTree(differenceOf(event.data, event.data)),
    ...related(say("admin.causes"), causes),
    ...related(say("admin.consequences"), consequences),
  ];
}

function factsOf({ id, stream, seq, time, actor, data, command_id, causation_id, ...event }) {
  const callId = data.call_id;
  return [
    ["admin.time", element("time", { datetime: time }, sayExactTime(time))],
    ["admin.state_after", stateLink(stream, seq)],
    ["admin.actor", actor],
    callId && ["admin.call", element("a", { href: `#/admin/call/${callId}` }, callId)],
    ["admin.command_id", command_id || "–"],
    ["admin.causation_id", causation_id ? eventLink(causation_id) : "–"],
    ["admin.correlation_id", event.correlation_id || "–"],
    ["admin.event_id", `${id} (v${event.version})`],
  ].filter(Boolean);
}

function fact([key, value]) {
  return [element("dt", {}, say(key)), element("dd", {}, value)];
}

/** What began an event is another event, or a command of somebody, which has no page. */
function eventLink(id) {
  const isEvent = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return isEvent ? element("a", { href: `#/admin/log/${id}` }, id) : id;
}

function related(title, records) {
  return [
    element("h2", {}, title),
    records.length === 0
      ? element("p.hint", {}, say("admin.no_events"))
      : eventList(records, title),
  ];
}
