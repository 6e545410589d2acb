import { element } from "../../dom.js";
import { say } from "../../language/language.js";

/**
 * @param {import("../../main.js").App} app
 * @param {import("/client/frames.js").SecurityState} state
 * @param {{mail: boolean}} methods
 */
export function emailSection(app, { email, email_verified }, { mail }) {
  if (!email) return null;
  const send = () =>
    app.attempt(async () => {
      await app.client.security.requestVerification();
      app.notice(say("email.sent", { email }));
    });
  return element(
    "section.card",
    { "data-section": "email" },
    element("h2", {}, say("email.title")),
    element("p", {}, email),
    element("p.hint", {}, say(email_verified ? "email.verified" : "email.not_verified")),
    !email_verified &&
      mail &&
      element("button", { type: "button", onclick: send }, say("email.send")),
  );
}
