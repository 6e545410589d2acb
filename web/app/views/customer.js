import { element, field, fill, valuesOf } from "../dom.js";
import { say, sayDuration } from "../language/language.js";
import { QueuePlace } from "../queue_place.js";
import { talkView } from "./talk.js";

/** The page of a customer: start, wait, talk. The queue is the rest of the address. @type {import("../shell.js").View} */
export function customerView(app, queue) {
  const place = new QueuePlace(app.client, "customer");
  const root = element("div.page.queue-page");
  /** @type {{element: HTMLElement, close: () => void} | undefined} */
  let talk;
  const show = () => {
    const isTalking = place.partner !== undefined;
    if (isTalking && talk) return;
    talk?.close();
    talk = isTalking ? talkView(app, place, "customer") : undefined;
    fill(
      root,
      element("h1", {}, say("customer.title")),
      talk?.element ?? waitOrStart(app, place, queue),
    );
  };
  const off = place.on("changed", show);
  show();
  void app.attempt(() => place.comeBack());
  return {
    element: root,
    close: () => {
      off();
      talk?.close();
      place.detach();
    },
  };
}

function waitOrStart(app, place, queue) {
  if (place.side) return waitingCard(app, place);
  return startCard(app, place, queue);
}

function waitingCard(app, place) {
  const { position, expected_wait_ms } = place.waiting ?? {};
  return element(
    "div.card",
    { "aria-live": "polite" },
    element("p.waiting", {}, say("customer.waiting")),
    position && element("p", { "data-position": position }, say("customer.position", { position })),
    expected_wait_ms &&
      element(
        "p.hint",
        {},
        say("customer.expected", { duration: sayDuration(expected_wait_ms / 1000) }),
      ),
    element(
      "button",
      { type: "button", onclick: () => app.attempt(() => place.leave()) },
      say("customer.leave"),
    ),
  );
}

function startCard(app, place, queue) {
  const onsubmit = (event) => {
    event.preventDefault();
    const { name } = valuesOf(event.target);
    void app.attempt(() => place.enter(name, queue));
  };
  const name = app.client.user?.full_name ?? "";
  return element(
    "div.card",
    {},
    place.isOver && element("p", { role: "status" }, say("customer.over")),
    element(
      "form.stack",
      { onsubmit },
      field(say("customer.name"), {
        name: "name",
        required: true,
        maxlength: 100,
        autocomplete: "name",
        value: name,
      }),
      element(
        "button.primary",
        { type: "submit" },
        say(place.isOver ? "customer.again" : "customer.start"),
      ),
    ),
  );
}
