import { element } from "./dom.js";
import { say } from "./language/language.js";

/**
 * Shows a dialog that goes with its closing.
 *
 * @param {string} title
 * @param {...(Node | string)} children
 */
export function showDialog(title, ...children) {
  const close = element(
    "button",
    { type: "button", onclick: () => made.close() },
    say("app.close"),
  );
  const made = element(
    "dialog",
    { onclose: () => made.remove(), "aria-label": title },
    element("h2", {}, title),
    ...children,
    close,
  );
  document.body.append(made);
  made.showModal();
  return made;
}
