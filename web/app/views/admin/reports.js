import { element, fill, valuesOf } from "../../dom.js";
import { say, sayError, sayTime } from "../../language/language.js";

/** What people reported, and what was done about it. @type {import("../../shell.js").View} */
export function reportsView(app) {
  const list = element("ul.reports.stack", { "aria-label": say("admin.page_reports") });
  const settled = element("input", { type: "checkbox", onchange: () => load() });
  const load = async () => {
    try {
      const state = settled.checked ? "all" : "waiting";
      const { reports } = await app.client.api.get("/api/v1/admin/reports", { state, limit: 100 });
      const rows = reports.map((report) => reportCard(app, report, load));
      fill(list, ...(rows.length > 0 ? rows : [element("li.hint", {}, say("reports.none"))]));
    } catch (error) {
      fill(list, element("li.hint", {}, sayError(error)));
    }
  };
  void load();
  const off = app.client.on("report", () => load());
  return {
    element: element(
      "div.stack",
      {},
      element("h1", {}, say("admin.page_reports")),
      element("label", {}, settled, ` ${say("reports.with_settled")}`),
      list,
    ),
    close: off,
  };
}

function reportCard(app, report, changed) {
  const { id, user_id, reporter_id, reason, created_at, message_id } = report;
  return element(
    "li.card.stack",
    { "data-id": id },
    element("strong", {}, say("reports.line", { reporter: reporter_id, name: user_id })),
    element("blockquote", {}, reason),
    element("span.hint", {}, [sayTime(created_at), message_id].filter(Boolean).join(" · ")),
    report.settled_at
      ? element(
          "span.hint",
          {},
          say("reports.settled", { name: report.settled_by, time: sayTime(report.settled_at) }),
          report.note && `: ${report.note}`,
        )
      : settleForm(app, id, changed),
  );
}

function settleForm(app, id, changed) {
  const onsubmit = (event) => {
    event.preventDefault();
    const { note } = valuesOf(event.target);
    const path = `/api/v1/admin/reports/${encodeURIComponent(id)}/settle`;
    return app.attempt(() => app.client.api.post(path, { note }).then(changed));
  };
  return element(
    "form.stack",
    { onsubmit },
    element("input", { name: "note", "aria-label": say("reports.note"), placeholder: say("reports.note"), maxlength: 500 }),
    element("button.primary", { type: "submit" }, say("reports.settle")),
  );
}
