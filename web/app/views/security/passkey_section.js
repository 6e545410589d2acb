import { deviceName } from "../../device_name.js";
import { element, field } from "../../dom.js";
import { say, sayTime } from "../../language/language.js";
import { proofField, proofForm } from "./proof_form.js";

/**
 * @param {import("../../main.js").App} app
 * @param {import("/client/frames.js").SecurityState} state
 * @param {() => void} changed
 */
export function passkeySection(app, { passkeys }, changed) {
  const { security } = app.client;
  const add = async ({ password, name }) => {
    await security.addPasskey(password, name);
    changed();
  };
  const name = field(say("passkeys.name"), {
    name: "name",
    value: deviceName(navigator.userAgent),
    maxlength: 40,
    autocomplete: "off",
    required: true,
  });
  return element(
    "section.card",
    { "data-section": "passkeys" },
    element("h2", {}, say("passkeys.title")),
    element("p.hint", {}, say("passkeys.hint")),
    passkeys.length > 0 &&
      element(
        "ul.sessions",
        { "aria-label": say("passkeys.title") },
        ...passkeys.map((each) => passkeyRow(app, each, changed)),
      ),
    security.canUsePasskeys &&
      element(
        "details",
        {},
        element("summary", {}, say("passkeys.add")),
        proofForm(say("passkeys.add"), [name, proofField("passkey")], add),
      ),
  );
}

function passkeyRow(app, { id, name, created_at, last_used_at }, changed) {
  const remove = () => app.attempt(() => app.client.security.removePasskey(id).then(changed));
  const used = last_used_at
    ? say("passkeys.used", { time: sayTime(last_used_at) })
    : say("passkeys.added", { time: sayTime(created_at) });
  return element(
    "li.session.passkey",
    {},
    element("span.session-text", {}, element("span", {}, name), element("span.hint", {}, used)),
    element(
      "button",
      { type: "button", "aria-label": say("passkeys.remove_named", { name }), onclick: remove },
      say("passkeys.remove"),
    ),
  );
}
