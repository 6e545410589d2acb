import { element } from "../../dom.js";
import { sayExactTime } from "../../language/language.js";

/** The beginning of what happened says what kind of entity it happened to. */
export function eventType(type) {
  const [kind] = type.split(".");
  return element(`span.event-type.of-${kind}`, {}, type);
}

/** @param {string} stream @param {number} seq */
export function stateLink(stream, seq) {
  const href = `#/admin/state/${stream}?at=${seq}`;
  return element("a", { href }, `${stream} #${seq}`);
}

/** An event in a list: when, what, where, by whom, and the beginning of what it holds. */
export function eventRow({ id, type, time, stream, seq, actor, data }) {
  return element(
    "li.event-row",
    { "data-type": type },
    element("time.hint", { datetime: time }, sayExactTime(time)),
    element("a.event-link", { href: `#/admin/log/${id}` }, eventType(type)),
    element("span.event-place", {}, stateLink(stream, seq)),
    element("span.hint.event-actor", {}, actor),
    element("code.event-data.hint", {}, JSON.stringify(data)),
  );
}

/** @param {any[]} records @param {string} label */
export function eventList(records, label) {
  return element("ol.events", { "aria-label": label }, ...records.map(eventRow));
}
