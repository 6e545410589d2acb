import { element, field, fill } from "../dom.js";
import { say, sayError } from "../language/language.js";
import { accountForm, notice, passwordField, whoseAccount } from "./account_form.js";

/** Whoever has forgotten their password. @type {import("../shell.js").View} */
export function forgottenView(app) {
  const place = element("div");
  const { element: form } = accountForm({
    title: say("forgotten.title"),
    hint: say("forgotten.hint"),
    submit: say("forgotten.submit"),
    fields: [
      field(say("forgotten.whose"), {
        name: "whose",
        autocomplete: "username",
        autocapitalize: "none",
        required: true,
      }),
    ],
    links: [["#/sign-in", say("app.back")]],
    send: async ({ whose }) => {
      await app.client.security.requestReset(whoseAccount(whose));
      fill(place, notice(say("forgotten.title"), say("forgotten.sent")));
    },
  });
  fill(place, form);
  return { element: place };
}

/** Where a link for a new password leads. @type {import("../shell.js").View} */
export function resetView(app, token) {
  const place = element("div");
  const { element: form } = accountForm({
    title: say("reset.title"),
    hint: say("reset.hint"),
    submit: say("reset.submit"),
    fields: [passwordField("new-password", { autofocus: true })],
    links: [["#/forgotten", say("reset.another")]],
    send: async ({ password }) => {
      await app.client.security.resetPassword(token, password);
      fill(place, notice(say("reset.title"), say("reset.done")));
    },
  });
  fill(place, form);
  return { element: place };
}

/** Where a link leads that verifies an address. @type {import("../shell.js").View} */
export function verifyView(app, token) {
  const outcome = element("p", { role: "status" }, say("app.loading"));
  const verify = async () => {
    try {
      await app.client.security.verifyEmail(token);
      outcome.textContent = say("verify.done");
    } catch (error) {
      outcome.className = "fault";
      outcome.textContent = sayError(error);
    }
  };
  void verify();
  return {
    element: element(
      "div.card",
      {},
      element("h1", {}, say("verify.title")),
      outcome,
      element("p", {}, element("a", { href: "#/" }, say("verify.go_on"))),
    ),
  };
}
