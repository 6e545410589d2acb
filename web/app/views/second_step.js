import { element, field, fill } from "../dom.js";
import { say } from "../language/language.js";
import { accountForm } from "./account_form.js";

/**
 * The second step of a sign-in: a code of the app, or a recovery code.
 *
 * @param {import("../main.js").App} app
 * @param {string} challenge
 * @param {() => void} done
 */
export function secondStepForm(app, challenge, done) {
  const place = element("div");
  const show = (isRecovery) => {
    const name = isRecovery ? "recovery_code" : "code";
    const input = field(say(`second_step.${name}`), {
      name,
      autocomplete: "one-time-code",
      inputmode: isRecovery ? "text" : "numeric",
      autocapitalize: "none",
      spellcheck: "false",
      required: true,
    });
    const other = () => {
      show(!isRecovery);
      place.querySelector("input").focus();
    };
    const { element: form } = accountForm({
      title: say("second_step.title"),
      hint: say(`second_step.${name}_hint`),
      submit: say("sign_in.submit"),
      fields: [input],
      more: [
        element(
          "button",
          { type: "button", onclick: other },
          say(isRecovery ? "second_step.use_app" : "second_step.use_recovery"),
        ),
      ],
      send: async (values) => {
        await app.client.security.signInSecond({ challenge, ...values });
        done();
      },
    });
    fill(place, form);
  };
  show(false);
  return place;
}
