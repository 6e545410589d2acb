import { element } from "../dom.js";
import { say, sayTime } from "../language/language.js";

/**
 * What a side of a queue said.
 *
 * @param {{speaker: "customer" | "agent", text: string, timestamp: string}} line
 * @param {"customer" | "agent"} role of whoever looks at it
 */
export function lineRow({ speaker, text, timestamp }, role) {
  return element(
    `li.message${speaker === role ? ".mine" : ""}`,
    {},
    element("span.sender", {}, say(`desk.${speaker}`)),
    element("p.bubble", {}, text),
    element("time.hint", { datetime: timestamp }, sayTime(timestamp)),
  );
}
