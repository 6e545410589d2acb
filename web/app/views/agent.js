import { element, field, fill, valuesOf } from "../dom.js";
import { say, sayDuration } from "../language/language.js";
import { QueuePlace } from "../queue_place.js";
import { talkView } from "./talk.js";

/** An agent's desk: ready or on a break, offers, and the customer one is with. @type {import("../shell.js").View} */
export function agentView(app, queue) {
  const place = new QueuePlace(app.client, "agent");
  const status = element("div.agent-status", { "aria-live": "polite" });
  const work = element("div.agent-work");
  let talk;
  const show = () => {
    fill(status, ...statusOf(app, place, queue));
    const isTalking = place.partner !== undefined;
    if (isTalking && talk) return;
    talk?.close();
    talk = isTalking ? talkView(app, place, "agent") : undefined;
    fill(work, ...(talk ? [talk.element] : []));
  };
  const off = place.on("changed", show);
  const clock = setInterval(() => (place.agentState?.until || place.offer) && show(), 1_000);
  show();
  void app.attempt(() => place.comeBack());
  return {
    element: element(
      "div.page.queue-page",
      {},
      element("h1", {}, say("agent.title")),
      status,
      work,
    ),
    close: () => {
      clearInterval(clock);
      off();
      talk?.close();
      place.detach();
    },
  };
}

function statusOf(app, place, queue) {
  if (!place.side) return [startCard(app, place, queue)];
  if (place.offer) return [offerCard(app, place)];
  return [stateRow(app, place)];
}

function startCard(app, place, queue) {
  const onsubmit = (event) => {
    event.preventDefault();
    const { name } = valuesOf(event.target);
    void app.attempt(() => place.enter(name, queue));
  };
  const name = app.client.user?.full_name ?? "";
  return element(
    "form.card.stack",
    { onsubmit },
    field(say("customer.name"), { name: "name", required: true, maxlength: 100, value: name }),
    element("button.primary", { type: "submit" }, say("agent.start")),
  );
}

function offerCard(app, { offer, side }) {
  const { offer_id, customer_name, expires_at } = offer;
  const button = (kind, label, act) =>
    element(kind, { type: "button", onclick: () => app.attempt(act) }, say(label));
  return element(
    "div.card.offer",
    { role: "alert" },
    element("p", {}, say("agent.offer", { name: customer_name })),
    element("p.hint", {}, say("agent.until", { duration: timeLeft(expires_at) })),
    element(
      "div.row",
      {},
      button("button.accept", "agent.accept", () => side.acceptOffer(offer_id)),
      button("button", "agent.reject", () => side.rejectOffer(offer_id)),
    ),
  );
}

function stateRow(app, place) {
  const { partner, agentState, side } = place;
  const state = partner ? "matched" : (agentState?.status ?? "waiting");
  const isWorking = state === "waiting" || state === "ready" || state === "matched";
  const button = (label, act) =>
    element("button", { type: "button", onclick: () => app.attempt(act) }, say(label));
  return element(
    "div.row.agent-state",
    { "data-state": state },
    element("p", {}, say(`agent.state_${state}`, { name: partner ?? "" })),
    agentState?.until &&
      element("p.hint", {}, say("agent.until", { duration: timeLeft(agentState.until) })),
    isWorking
      ? button("agent.pause", () => side.pause())
      : button("agent.ready", () => side.ready()),
    !partner && button("agent.stop", () => place.leave()),
  );
}

/** @param {string} until */
function timeLeft(until) {
  return sayDuration((Date.parse(until) - Date.now()) / 1000);
}
