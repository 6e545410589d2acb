import { element, fill } from "../dom.js";
import { say, sayError, sayTime } from "../language/language.js";
import { trend } from "./trend.js";

const refresh_every_ms = 2_000;
const kept_looks = 120;

/** The figures that stand at the top; those that go up and down have a line of how they went. */
const figures = [
  { name: "people_present", isTrend: true },
  { name: "calls_active", isTrend: true },
  { name: "calls_ringing", isTrend: true },
  { name: "people" },
  { name: "calls" },
  { name: "messages" },
];

/** What goes on at the moment, for administrators. @type {import("../shell.js").View} */
export function adminView(app) {
  const tiles = element("div.figures");
  const queues = element("div.table-place");
  const calls = element("div.table-place");
  const looks = [];
  const show = async () => {
    try {
      const [overview, live] = await Promise.all([
        app.client.api.get("/api/v1/admin/overview"),
        app.client.api.get("/api/v1/admin/calls", { limit: 50 }),
      ]);
      looks.push(overview);
      looks.splice(0, looks.length - kept_looks);
      fill(tiles, ...figures.map((figure) => figureTile(figure, looks)));
      fill(queues, queueTable(overview.queues));
      fill(calls, callTable(live.calls));
    } catch (error) {
      const text = error.status === 403 ? say("admin.refused") : sayError(error);
      fill(tiles, element("p.hint", {}, text));
    }
  };
  const timer = setInterval(show, refresh_every_ms);
  void show();
  return {
    element: element("div.page", {}, element("h1", {}, say("admin.title")), tiles, queues, calls),
    close: () => clearInterval(timer),
  };
}

function figureTile({ name, isTrend }, looks) {
  const label = say(`admin.${name}`);
  const values = looks.map((look) => look[name]);
  return element(
    "div.figure",
    { "data-figure": name },
    element("span.figure-value", {}, values.at(-1).toLocaleString()),
    element("span.hint", {}, label),
    isTrend && trend(values, label),
  );
}

function queueTable(queues) {
  const columns = [
    "queue",
    "waiting",
    "in_call",
    "agents_ready",
    "agents_resting",
    "agents_paused",
  ];
  const rows = queues.map((queue) => columns.map((column) => queue[column]));
  return table(say("admin.queues"), columns, rows);
}

function callTable(calls) {
  const columns = ["call", "since", "status", "participants"];
  const rows = calls.map((call) => [
    call.id,
    sayTime(call.created_at),
    say(`calls.${call.status}`),
    call.participants.join(", "),
  ]);
  return table(say("admin.live_calls"), columns, rows);
}

function table(title, columns, rows) {
  const head = columns.map((name) => element("th", { scope: "col" }, say(`admin.${name}`)));
  const cells = (row) => row.map((cell) => element("td", {}, String(cell)));
  return element(
    "section.stack",
    {},
    element("h2", {}, title),
    rows.length === 0
      ? element("p.hint", {}, say("admin.none"))
      : element(
          "div.scrolls",
          {},
          element(
            "table",
            {},
            element("thead", {}, element("tr", {}, ...head)),
            element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row)))),
          ),
        ),
  );
}
