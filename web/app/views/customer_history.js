import { element } from "../dom.js";
import { say, sayDuration, sayTime } from "../language/language.js";
import { lineRow } from "./transcript.js";

const page_size = 5;

/**
 * What a customer and this queue's agents said to each other before, for the agent who is with them.
 *
 * @param {import("../main.js").App} app
 * @param {import("/client/queue_side.js").QueueSide} side
 */
export function customerHistory(app, side) {
  const list = element("ol.earlier-calls");
  const status = element("p.hint", { role: "status" }, say("app.loading"));
  const more = element(
    "button",
    { type: "button", hidden: true, onclick: () => load() },
    say("calls.more"),
  );
  let before;
  const load = () =>
    app.attempt(async () => {
      const { calls, next, is_vouched_for } = await side.history({ limit: page_size, before });
      before = next;
      more.hidden = next === undefined;
      list.append(...calls.map(callRow));
      const isEmpty = list.childElementCount === 0;
      const why = is_vouched_for ? "desk.no_history" : "desk.unknown_customer";
      status.textContent = isEmpty ? say(why) : "";
    });
  void load();
  return element(
    "section.customer-history",
    { "aria-label": say("desk.history") },
    element("h3", {}, say("desk.history")),
    list,
    status,
    more,
  );
}

function callRow({ agent_name, started_at, duration_s, end_reason, transcript }) {
  const outcome =
    duration_s === undefined ? say("calls.active") : outcomeOf(end_reason, duration_s);
  return element(
    "li",
    {},
    element(
      "details",
      {},
      element(
        "summary",
        {},
        element("time", { datetime: started_at }, sayTime(started_at)),
        element("span.hint", {}, ` ${agent_name} · ${outcome}`),
      ),
      transcript.length === 0
        ? element("p.hint", {}, say("chat.empty"))
        : element("ol.messages", {}, ...transcript.map((line) => lineRow(line, "agent"))),
    ),
  );
}

function outcomeOf(end_reason, duration_s) {
  const duration = sayDuration(duration_s);
  return end_reason === "abandoned" ? say("calls.abandoned") : duration;
}
