import { element, fill } from "../../dom.js";
import { say, sayError } from "../../language/language.js";

/**
 * Fills a place with what comes, or says there what went wrong.
 *
 * @param {Element} place
 * @param {() => Promise<(Node | string | null | undefined | false)[]>} load
 */
export async function loadInto(place, load) {
  fill(place, element("p.hint", { role: "status" }, say("app.loading")));
  try {
    fill(place, ...(await load()));
  } catch (error) {
    fill(place, element("p.fault", { role: "alert" }, sayError(error)));
  }
}
