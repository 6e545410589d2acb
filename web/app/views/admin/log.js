import { element, field, fill, valuesOf } from "../../dom.js";
import { say } from "../../language/language.js";
import { eventRow } from "./event_row.js";
import { eventView } from "./event.js";

const page_size = 50;
/** So many pages of what is rare may hold nothing before somebody is asked whether to go on. */
const max_empty_pages = 20;
/** Where there is room for the questions above the answers. */
const wide = "(min-width: 720px)";
const words = ["type", "stream", "call", "user"];
const times = ["since", "until"];

/** The log, the newest first, as far as the address asks for it. @type {import("../../shell.js").View} */
export function logView(app, eventId, query) {
  if (eventId) return eventView(app, eventId);
  const asked = Object.fromEntries(
    [...words, ...times].map((name) => [name, query.get(name) ?? undefined]),
  );
  const list = element("ol.events", { "aria-label": say("admin.page_log") });
  const status = element("p.hint", { role: "status" });
  const more = element(
    "button",
    { type: "button", hidden: true, onclick: () => load() },
    say("admin.earlier"),
  );
  let before;
  const load = () =>
    app.attempt(async () => {
      status.textContent = say("app.loading");
      const { events, next } = await firstPage(app.client.api, { ...asked, before });
      before = next;
      more.hidden = next === undefined;
      list.append(...events.map(eventRow));
      status.textContent = list.childElementCount === 0 ? say("admin.no_events") : "";
    });
  void load();
  return {
    element: element(
      "div.stack",
      {},
      element("h1", {}, say("admin.page_log")),
      element(
        "details",
        { open: matchMedia(wide).matches },
        element("summary", {}, say("admin.filter")),
        filterForm(app, asked),
      ),
      list,
      status,
      more,
    ),
  };
}

/** The next page that holds something: each looks through so much of the log and no more. */
async function firstPage(api, asked) {
  let page = { events: [], next: asked.before };
  for (let tries = 0; tries < max_empty_pages; ++tries) {
    const query = { ...asked, before: page.next, limit: page_size };
    page = await api.get("/api/v1/admin/log", query);
    if (page.events.length > 0 || page.next === undefined) break;
  }
  return page;
}

function filterForm(app, asked) {
  const inputs = words.map((name) =>
    field(say(`admin.filter_${name}`), {
      name,
      value: asked[name],
      placeholder: say(`admin.filter_${name}_hint`),
      autocapitalize: "none",
      spellcheck: "false",
    }),
  );
  const clocks = times.map((name) =>
    field(say(`admin.filter_${name}`), {
      name,
      type: "datetime-local",
      step: 1,
      value: asked[name] && localTime(asked[name]),
    }),
  );
  const form = element("form.filters", { role: "search" });
  const onsubmit = (event) => {
    event.preventDefault();
    const wanted = addressOf(valuesOf(form));
    // The same question again shows what has come since.
    if (location.hash === wanted) app.shell.show();
    else app.go(wanted);
  };
  form.addEventListener("submit", onsubmit);
  fill(
    form,
    ...inputs,
    ...clocks,
    element(
      "div.row.filter-buttons",
      {},
      element("button.primary", { type: "submit" }, say("admin.search")),
      element("a", { href: "#/admin/log" }, say("admin.clear")),
    ),
  );
  return form;
}

/** @param {Record<string, string>} values of the form */
function addressOf(values) {
  const given = Object.entries(values).filter(([, value]) => value !== "");
  const query = new URLSearchParams(
    given.map(([name, value]) => [name, times.includes(name) ? utcTime(value) : value]),
  );
  return given.length === 0 ? "#/admin/log" : `#/admin/log?${query}`;
}

/** @param {string} local as a field for times gives it */
export function utcTime(local) {
  return new Date(local).toISOString();
}

/** @param {string} utc @returns {string} as a field for times takes it */
function localTime(utc) {
  const date = new Date(utc);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
