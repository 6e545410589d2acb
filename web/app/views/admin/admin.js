import { element } from "../../dom.js";
import { say } from "../../language/language.js";
import { callStoryView } from "./call_story.js";
import { logView } from "./log.js";
import { overviewView } from "./overview.js";
import { reportsView } from "./reports.js";
import { stateView } from "./state.js";

/** The pages by the next word of the address, in the order in which they are offered. */
const pages = {
  overview: overviewView,
  reports: reportsView,
  log: logView,
  call: callStoryView,
  state: stateView,
};

/**
 * What administrators may look at: what goes on, and all that ever went on.
 *
 * @type {import("../../shell.js").View}
 */
export function adminView(app, rest, query) {
  const [name = "", ...more] = rest.split("/");
  const present = name in pages ? name : "overview";
  if (app.client.user.role !== "admin")
    return { element: element("p.page.hint", {}, say("admin.refused")) };
  const { element: shown, close } = pages[present](app, more.join("/"), query);
  const links = Object.keys(pages).map((page) =>
    element(
      "a",
      { href: `#/admin/${page}`, "aria-current": page === present && "page" },
      say(`admin.page_${page}`),
    ),
  );
  const tabs = element("nav.tabs", { "aria-label": say("admin.title") }, ...links);
  return { element: element("div.page.admin-page", {}, tabs, shown), close };
}
