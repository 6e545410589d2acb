import { Stage } from "../call/stage.js";
import { element, fill, iconButton } from "../dom.js";
import { say } from "../language/language.js";
import { customerHistory } from "./customer_history.js";
import { lineRow } from "./transcript.js";

/**
 * Two sides of a queue that talk: in writing, and with sound and picture if they like.
 *
 * @param {import("../main.js").App} app
 * @param {import("../queue_place.js").QueuePlace} place
 * @param {"customer" | "agent"} role of this side
 */
export function talkView(app, place, role) {
  const log = element("ol.messages", {
    "aria-label": say("desk.transcript"),
    tabindex: "0",
    "aria-live": "polite",
  });
  const stagePlace = element("div.talk-stage");
  const buttons = element("div.row");
  let stage;
  let shownCall;

  const showStage = () => {
    const { call } = app.current;
    if (call === shownCall) return;
    shownCall = call;
    stage?.close();
    stage = call && new Stage(app);
    fill(stagePlace, ...(stage ? [stage.element] : []));
  };
  const show = () => {
    fill(log, ...place.lines.map((line) => lineRow(line, role)));
    log.scrollTop = log.scrollHeight;
    fill(buttons, ...talkButtons(app, place));
    showStage();
  };
  const offs = [place.on("changed", show), app.current.on("changed", show)];
  show();
  return {
    element: element(
      "section.talk",
      {},
      element(
        "header.row",
        {},
        element("h2", {}, say("customer.with", { name: place.partner })),
        buttons,
      ),
      stagePlace,
      log,
      sayForm(app, place),
      role === "agent" && customerHistory(app, place.side),
    ),
    close: () => {
      for (const off of offs) off();
      stage?.close();
    },
  };
}

function talkButtons(app, place) {
  const talk = () => app.attempt(() => app.current.enter((media) => place.side.joinCall(media)));
  const end = async () => {
    if (app.current.isOn) await app.current.hangUp();
    await place.end();
  };
  const kind = place.isPartnerInCall ? "button.accept" : "button";
  return [
    !app.current.isOn && element(kind, { type: "button", onclick: talk }, say("desk.call")),
    element("button.danger", { type: "button", onclick: () => app.attempt(end) }, say("desk.end")),
  ];
}

function sayForm(app, place) {
  const input = element("input", {
    name: "text",
    autocomplete: "off",
    "aria-label": say("chat.write"),
    placeholder: say("chat.write"),
    maxlength: 4_000,
  });
  const onsubmit = async (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === "") return;
    input.value = "";
    const said = await app.attempt(() => place.say(text).then(() => true));
    if (!said) input.value = text;
  };
  return element(
    "form.write",
    { onsubmit },
    input,
    iconButton("send", say("chat.send"), { type: "submit", class: "primary" }),
  );
}
