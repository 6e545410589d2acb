import { element, field, valuesOf } from "../../dom.js";
import { say, sayError } from "../../language/language.js";

/**
 * A small form whose fields are asked for before something is done, and which says what went wrong.
 *
 * @param {string} submit
 * @param {Node[]} fields
 * @param {(values: Record<string, string>) => Promise<void>} act
 * @param {string} [look] of the button
 */
export function proofForm(submit, fields, act, look = "primary") {
  const fault = element("p.fault", { role: "alert" });
  const button = element(`button.${look}`, { type: "submit" }, submit);
  const onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    fault.textContent = "";
    try {
      await act(valuesOf(event.target));
    } catch (error) {
      fault.textContent = sayProofError(error);
    }
    button.disabled = false;
  };
  return element("form.stack", { onsubmit }, ...fields, fault, button);
}

function sayProofError(error) {
  if (error.code === "bad_credentials") return say("account.wrong_password");
  return error.name === "NotAllowedError" ? say("passkeys.not_made") : sayError(error);
}

/** The password, which is asked for again. @param {string} of what makes the field's id its own */
export function proofField(of) {
  return field(say("account.current_password"), {
    id: `proof-${of}`,
    name: "password",
    type: "password",
    autocomplete: "current-password",
    required: true,
  });
}
