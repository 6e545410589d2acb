import { element, field, fill } from "../dom.js";
import { say } from "../language/language.js";
import { accountForm, passwordField, usernameField } from "./account_form.js";
import { secondStepForm } from "./second_step.js";

/** @type {import("../shell.js").View} */
export function signInView(app) {
  const place = element("div");
  const done = () => app.go("/chat");
  const passkey = element("p");
  void offerPasskey(app, passkey, done);
  const { element: form } = accountForm({
    title: say("sign_in.title"),
    submit: say("sign_in.submit"),
    fields: [usernameField(), passwordField("current-password")],
    more: [passkey],
    links: [
      ["#/forgotten", say("sign_in.forgotten")],
      ["#/sign-up", say("sign_in.to_sign_up")],
      ["#/customer", say("sign_in.to_customer")],
    ],
    send: async (values) => {
      try {
        await app.client.signIn(values);
      } catch (error) {
        if (error.code !== "second_factor_required") throw error;
        fill(place, secondStepForm(app, error.challenge, done));
        place.querySelector("input").focus();
        return;
      }
      done();
    },
  });
  fill(place, form);
  return { element: place };
}

/** @type {import("../shell.js").View} */
export function signUpView(app) {
  return accountForm({
    title: say("sign_up.title"),
    submit: say("sign_up.submit"),
    fields: [
      usernameField(),
      field(say("sign_up.full_name"), { name: "full_name", autocomplete: "name", required: true }),
      field(say("sign_up.email"), {
        name: "email",
        type: "email",
        autocomplete: "email",
        required: true,
      }),
      passwordField("new-password"),
    ],
    links: [["#/sign-in", say("sign_up.to_sign_in")]],
    send: async (values) => {
      await app.client.register(values);
      app.go("/chat");
    },
  });
}

/** A button for whoever has a passkey, where server and device know of such. */
async function offerPasskey(app, place, done) {
  const { security } = app.client;
  if (!security.canUsePasskeys) return;
  const methods = await security.methods().catch(() => ({ passkeys: false }));
  if (!methods.passkeys) return;
  const onclick = async () => {
    try {
      await security.signInWithPasskey();
    } catch (error) {
      // Whoever closes the browser's dialog has said what they want.
      if (error.name !== "NotAllowedError") await app.attempt(() => Promise.reject(error));
      return;
    }
    done();
  };
  fill(place, element("button", { type: "button", onclick }, say("sign_in.passkey")));
}
