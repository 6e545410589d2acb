import { element, field, fill, iconButton, valuesOf } from "../../dom.js";
import { say } from "../../language/language.js";
import { differenceOf } from "./difference.js";
import { eventRow } from "./event_row.js";
import { loadInto } from "./load_into.js";
import { utcTime } from "./log.js";
import { stateTree } from "./state_tree.js";

const path = "/api/v1/admin/state";

/**
 * The state of a user, a room or a queue as it was after any of its events: one steps from event to event
 * and sees what each changed. `at` in the address is a number or a time.
 *
 * @type {import("../../shell.js").View}
 */
export function stateView(app, stream, query) {
  const place = element("div.stack");
  const at = query.get("at") ?? undefined;
  if (stream) void loadInto(place, () => stepsThrough(app, stream, at));
  return {
    element: element(
      "div.stack",
      {},
      element("h1", {}, say("admin.page_state")),
      findForm(app, stream),
      place,
    ),
  };
}

function findForm(app, stream) {
  const onsubmit = (event) => {
    event.preventDefault();
    const { stream: wanted, time } = valuesOf(event.target);
    const at = time === "" ? "" : `?${new URLSearchParams({ at: utcTime(time) })}`;
    app.go(`/admin/state/${wanted}${at}`);
  };
  const hint = say("admin.filter_stream_hint");
  return element(
    "form.find-row",
    { role: "search", onsubmit },
    field(say("admin.filter_stream"), {
      name: "stream",
      value: stream,
      required: true,
      placeholder: hint,
      autocapitalize: "none",
      spellcheck: "false",
    }),
    field(say("admin.at_time"), { name: "time", type: "datetime-local", step: 1 }),
    element("button.primary", { type: "submit" }, say("admin.show")),
  );
}

/** The moment that was asked for, and what leads from it to the others. */
async function stepsThrough(app, stream, at) {
  const states = new States(app.client.api, stream);
  const shown = element("div.stack");
  const present = await states.at(at);
  let seq = Math.max(1, present.seq);
  let isOnlyChanges = false;

  const show = () =>
    app.attempt(async () => {
      const wanted = seq;
      const [before, after] = await Promise.all([states.at(seq - 1), states.at(seq)]);
      if (wanted !== seq) return;
      fill(
        shown,
        after.event && element("ol.events", {}, eventRow(after.event)),
        stateTree(differenceOf(before.state, after.state), { isOnlyChanges }),
      );
    });
  const go = (next) => {
    seq = Math.min(present.last_seq, Math.max(1, next));
    history.replaceState(null, "", `#/admin/state/${stream}?at=${seq}`);
    stepper.show(seq);
    void show();
  };
  const choose = ({ target }) => {
    isOnlyChanges = target.checked;
    void show();
  };
  const stepper = stepperOf(present.last_seq, { next: (by) => go(seq + by), go });
  stepper.show(seq);
  await show();
  return [
    element("h2", {}, stream),
    stepper.element,
    element(
      "label.row",
      {},
      element("input.check", { type: "checkbox", onchange: choose }),
      say("admin.only_changes"),
    ),
    shown,
  ];
}

/** Buttons for the neighbours, and a slider for all there are. */
function stepperOf(lastSeq, { next, go }) {
  const slider = element("input", {
    type: "range",
    min: 1,
    max: lastSeq,
    "aria-label": say("admin.event_number"),
    oninput: ({ target }) => go(Number(target.value)),
  });
  const number = element("output", {});
  const earlier = iconButton("back", say("admin.previous"), { onclick: () => next(-1) });
  const later = iconButton("forward", say("admin.next"), { onclick: () => next(1) });
  return {
    element: element("div.stepper", {}, earlier, slider, later, number),
    show: (seq) => {
      slider.value = String(seq);
      slider.setAttribute("aria-valuetext", `${seq} / ${lastSeq}`);
      number.textContent = `${seq} / ${lastSeq}`;
      earlier.disabled = seq <= 1;
      later.disabled = seq >= lastSeq;
    },
  };
}

/** The states of one stream, each asked for once. */
class States {
  #api;
  #stream;
  #asked = new Map();

  constructor(api, stream) {
    this.#api = api;
    this.#stream = stream;
  }

  /** @param {number | string | undefined} at a number, a time, or for now nothing; 0 is before all */
  async at(at) {
    if (at === 0) return { seq: 0, state: {} };
    if (!this.#asked.has(at))
      this.#asked.set(at, this.#api.get(path, { stream: this.#stream, at }));
    return this.#asked.get(at);
  }
}
