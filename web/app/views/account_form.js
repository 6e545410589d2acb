import { element, field, valuesOf } from "../dom.js";
import { say, sayError } from "../language/language.js";

/**
 * A form on a card of its own that says below itself what went wrong.
 *
 * @param {{title: string, hint?: string, submit: string, fields: Node[], links?: [string, string][],
 *   send: (values: Record<string, string>) => Promise<void>, more?: Node[]}} form
 */
export function accountForm({ title, hint, submit, fields, links = [], send, more = [] }) {
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
      hint && element("p.hint", {}, hint),
      element("form.stack", { onsubmit }, ...fields, fault, button),
      ...more,
      ...links.map(([href, text]) => element("p", {}, element("a", { href }, text))),
    ),
  };
}

/** A card that only tells something. @param {string} title @param {string} text */
export function notice(title, text) {
  return element(
    "div.card",
    {},
    element("h1", {}, title),
    element("p", { role: "status" }, text),
    element("p", {}, element("a", { href: "#/sign-in" }, say("sign_in.title"))),
  );
}

export function usernameField() {
  const attributes = { name: "username", autocomplete: "username", required: true };
  return field(say("sign_in.username"), { ...attributes, autocapitalize: "none", autofocus: true });
}

/** @param {"current-password" | "new-password"} autocomplete @param {object} [more] */
export function passwordField(autocomplete, more = {}) {
  const attributes = { name: "password", type: "password", autocomplete, required: true };
  const isNew = autocomplete === "new-password";
  const rule = isNew ? { minlength: 8, placeholder: say("sign_up.password_hint") } : {};
  return field(say("sign_in.password"), { ...attributes, ...rule, ...more });
}

/** A name and an address are told apart by what only addresses have. @param {string} typed */
export function whoseAccount(typed) {
  return typed.includes("@") ? { email: typed } : { username: typed };
}
