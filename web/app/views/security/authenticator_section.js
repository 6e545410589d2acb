import { element, field, fill } from "../../dom.js";
import { say } from "../../language/language.js";
import { qrCode } from "../../qr_code.js";
import { proofField, proofForm } from "./proof_form.js";

/**
 * The second factor: setting it up, recovery codes, doing without it again.
 *
 * @param {import("../../main.js").App} app
 * @param {import("/client/frames.js").SecurityState} state
 * @param {() => void} changed
 */
export function authenticatorSection(app, state, changed) {
  const place = element("div.stack");
  const { security } = app.client;
  const showCodes = (codes) => fill(place, ...codesShown(codes, changed));
  if (state.authenticator) fill(place, ...whatIsOn(security, state, showCodes, changed));
  else fill(place, ...offer(security, place, showCodes));
  return element(
    "section.card",
    { "data-section": "authenticator" },
    element("h2", {}, say("authenticator.title")),
    place,
  );
}

function offer(security, place, showCodes) {
  const begin = async ({ password }) => {
    const made = await security.beginAuthenticator(password);
    const code = await qrCode(made.address, say("authenticator.qr_code"));
    fill(place, ...setUp(security, made.key, code, showCodes));
    place.querySelector("[name=code]").focus();
  };
  return [
    element("p.hint", {}, say("authenticator.hint")),
    proofForm(say("authenticator.begin"), [proofField("authenticator")], begin),
  ];
}

function setUp(security, key, code, showCodes) {
  const confirm = async (values) => showCodes(await security.confirmAuthenticator(values.code));
  const input = field(say("second_step.code"), {
    name: "code",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    required: true,
  });
  return [
    element("p", {}, say("authenticator.scan")),
    code,
    element("p.hint", {}, say("authenticator.type_key")),
    element("code.secret-key", {}, key.match(/.{1,4}/g).join(" ")),
    proofForm(say("authenticator.confirm"), [input], confirm),
  ];
}

/** They are shown once, so there is nothing to see before they are kept somewhere. */
function codesShown(codes, changed) {
  return [
    element("p", { role: "status" }, say("recovery.hint")),
    element("ol.recovery-codes", {}, ...codes.map((code) => element("li", {}, code))),
    element(
      "button.primary",
      { type: "button", onclick: changed },
      say("recovery.kept"),
    ),
  ];
}

function whatIsOn(security, { recovery_codes_left: left }, showCodes, changed) {
  const renew = async ({ password }) => showCodes(await security.renewRecoveryCodes(password));
  const remove = async ({ password }) => {
    await security.removeAuthenticator(password);
    changed();
  };
  return [
    element("p", {}, say("authenticator.on")),
    element("p.hint", {}, say("recovery.left", { count: left })),
    element(
      "details",
      {},
      element("summary", {}, say("recovery.renew")),
      proofForm(say("recovery.renew"), [proofField("recovery")], renew),
    ),
    element(
      "details",
      {},
      element("summary", {}, say("authenticator.remove")),
      proofForm(say("authenticator.remove"), [proofField("removal")], remove, "danger"),
    ),
  ];
}
