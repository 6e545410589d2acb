import { element, field, valuesOf } from "../dom.js";
import { say, sayError } from "../language/language.js";

/** @type {import("../shell.js").View} */
export function signInView(app) {
  return accountForm({
    title: say("sign_in.title"),
    submit: say("sign_in.submit"),
    fields: [username(), password("current-password")],
    links: [
      ["#/sign-up", say("sign_in.to_sign_up")],
      ["#/customer", say("sign_in.to_customer")],
    ],
    send: async (values) => {
      await app.client.signIn(values);
      app.go("/chat");
    },
  });
}

/** @type {import("../shell.js").View} */
export function signUpView(app) {
  const hint = say("sign_up.password_hint");
  return accountForm({
    title: say("sign_up.title"),
    submit: say("sign_up.submit"),
    fields: [
      username(),
      field(say("sign_up.full_name"), { name: "full_name", autocomplete: "name", required: true }),
      field(say("sign_up.email"), {
        name: "email",
        type: "email",
        autocomplete: "email",
        required: true,
      }),
      password("new-password", { minlength: 8, placeholder: hint }),
    ],
    links: [["#/sign-in", say("sign_up.to_sign_in")]],
    send: async (values) => {
      await app.client.register(values);
      app.go("/chat");
    },
  });
}

function username() {
  const attributes = { name: "username", autocomplete: "username", required: true };
  return field(say("sign_in.username"), { ...attributes, autocapitalize: "none", autofocus: true });
}

function password(autocomplete, more = {}) {
  const attributes = { name: "password", type: "password", autocomplete, required: true };
  return field(say("sign_in.password"), { ...attributes, ...more });
}

/** A form that says below itself what went wrong. */
function accountForm({ title, submit, fields, links, send }) {
  const fault = element("p.fault", { role: "alert" });
  const button = element("button.primary", { type: "submit" }, submit);
  const onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    fault.textContent = "";
    try {
      await send(valuesOf(event.target));
    } catch (error) {
      fault.textContent = sayError(error);
    }
    button.disabled = false;
  };
  return {
    element: element(
      "div.card",
      {},
      element("h1", {}, title),
      element("form.stack", { onsubmit }, ...fields, fault, button),
      ...links.map(([href, text]) => element("p", {}, element("a", { href }, text))),
    ),
  };
}
