import { element, fill } from "../../dom.js";
import { say, sayDuration, sayError, sayNumber, sayTime } from "../../language/language.js";
import { OverviewFeed } from "../../overview_feed.js";
import { bar, chart } from "./chart.js";
import { Series } from "./series.js";

const span_ms = 2 * 60_000;
/** The charts go on also while nothing happens. */
const redraw_every_ms = 2_000;

/** The figures that go up and down have a chart of how they went; the others only grow. */
const moving = ["people_present", "calls_active", "calls_ringing", "events_per_second"];
const growing = ["people", "calls", "messages"];

/** What goes on at the moment. @type {import("../../shell.js").View} */
export function overviewView(app) {
  const tiles = element("div.figures");
  const queues = element("div.stack");
  const calls = element("div.stack");
  const series = new Map(moving.map((name) => [name, new Series(span_ms)]));
  let overview;

  const showTiles = () => {
    if (!overview) return;
    const now_ms = Date.now();
    const charts = moving.map((name) => chartTile(name, series.get(name), now_ms));
    fill(tiles, ...charts, ...growing.map((name) => figureTile(name, overview[name])));
  };
  const showCalls = async () => {
    const live = await app.client.api.get("/api/v1/admin/calls", { limit: 50 });
    fill(calls, ...callTable(live.calls));
  };
  const take = (told) => {
    overview = told;
    for (const [name, each] of series) each.add(Date.now(), overview[name] ?? 0);
    showTiles();
    fill(queues, ...queueTable(overview.queues));
    showCalls().catch(tellFailure);
  };
  const tellFailure = (error) => fill(tiles, element("p.hint", {}, sayError(error)));

  const feed = new OverviewFeed(app.client);
  feed.on("overview", take);
  feed.on("failed", tellFailure);
  feed.start();
  const clock = setInterval(showTiles, redraw_every_ms);
  return {
    element: element(
      "div.stack",
      {},
      element("h1", {}, say("admin.page_overview")),
      tiles,
      queues,
      calls,
    ),
    close: () => {
      clearInterval(clock);
      feed.stop();
    },
  };
}

function chartTile(name, series, now_ms) {
  const label = say(`admin.${name}`);
  const duration = sayDuration((now_ms - series.from_ms(now_ms)) / 1000);
  return element(
    "div.figure",
    { "data-figure": name },
    element("span.figure-value", {}, sayNumber(series.last)),
    element("span.hint", {}, label),
    chart(series, label, now_ms),
    element(
      "span.chart-ends.hint",
      { "aria-hidden": "true" },
      element("span", {}, say("admin.ago", { duration })),
      element("span", {}, say("admin.most", { most: sayNumber(series.most) })),
    ),
  );
}

function figureTile(name, value) {
  return element(
    "div.figure",
    { "data-figure": name },
    element("span.figure-value", {}, sayNumber(value)),
    element("span.hint", {}, say(`admin.${name}`)),
  );
}

function queueTable(queues) {
  const people = ["waiting", "in_call", "agents_ready", "agents_resting", "agents_paused"];
  const most = Math.max(0, ...queues.flatMap((queue) => people.map((name) => queue[name])));
  const rows = queues.map((queue) => [
    element("a", { href: `#/admin/state/queue/${queue.queue}` }, queue.queue),
    ...people.map((name) => [sayNumber(queue[name]), bar(queue[name], most)]),
    queue.waiting_since ? sayDuration((Date.now() - Date.parse(queue.waiting_since)) / 1000) : "–",
  ]);
  return table(say("admin.queues"), ["queue", ...people, "longest_wait"], rows);
}

function callTable(calls) {
  const columns = ["call", "since", "status", "participants"];
  const rows = calls.map((call) => [
    element("a", { href: `#/admin/call/${call.id}` }, call.id),
    sayTime(call.created_at),
    say(`calls.${call.status}`),
    call.participants.join(", "),
  ]);
  return table(say("admin.live_calls"), columns, rows);
}

function table(title, columns, rows) {
  const head = columns.map((name) => element("th", { scope: "col" }, say(`admin.${name}`)));
  const cells = (row) => row.map((cell) => element("td", {}, ...[cell].flat()));
  if (rows.length === 0)
    return [element("h2", {}, title), element("p.hint", {}, say("admin.none"))];
  return [
    element("h2", {}, title),
    element(
      "div.scrolls",
      { tabindex: "0", role: "region", "aria-label": title },
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, ...head)),
        element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row)))),
      ),
    ),
  ];
}
