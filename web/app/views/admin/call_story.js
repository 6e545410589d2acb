import { withDeviceNames } from "../../device_name.js";
import { element, field, valuesOf } from "../../dom.js";
import { say, sayExactTime } from "../../language/language.js";
import { loadInto } from "./load_into.js";

/** One call: what became of it and why, and who said what to whom. @type {import("../../shell.js").View} */
export function callStoryView(app, callId) {
  const place = element("div.stack");
  let closePicture = () => {};
  const load = async () => {
    const path = `/api/v1/admin/calls/${encodeURIComponent(callId)}`;
    const [why, svg, text] = await Promise.all([
      app.client.api.get(`${path}/why`),
      app.client.api.get(`${path}/diagram`, { format: "svg" }),
      app.client.api.get(`${path}/diagram`, { format: "text" }),
    ]);
    const picture = pictureOf(withDeviceNames(svg), say("admin.diagram_of", { call: callId }));
    closePicture = picture.close;
    return [...storyOf(callId, why), ...diagramOf(picture.element, text)];
  };
  if (callId) void loadInto(place, load);
  return {
    element: element(
      "div.stack",
      {},
      element("h1", {}, say("admin.page_call")),
      findForm(app, callId),
      place,
    ),
    close: () => closePicture(),
  };
}

function findForm(app, callId) {
  const onsubmit = (event) => {
    event.preventDefault();
    const { call } = valuesOf(event.target);
    app.go(`/admin/call/${encodeURIComponent(call)}`);
  };
  const label = say("admin.call_id");
  const input = field(label, { name: "call", value: callId, required: true, spellcheck: "false" });
  const show = element("button.primary", { type: "submit" }, say("admin.show"));
  return element("form.find-row", { role: "search", onsubmit }, input, show);
}

function storyOf(callId, { verdict, timeline }) {
  return [
    element("p.verdict", {}, withDeviceNames(verdict)),
    element(
      "a",
      { href: `#/admin/log?call=${encodeURIComponent(callId)}` },
      say("admin.all_events"),
    ),
    element("h2", {}, say("admin.timeline")),
    element("ol.timeline", {}, ...timeline.map(momentRow)),
  ];
}

function momentRow({ time, text: told, event }) {
  const text = withDeviceNames(told);
  return element(
    "li",
    {},
    element("time.hint", { datetime: time }, sayExactTime(time)),
    event ? element("a", { href: `#/admin/log/${event.id}` }, text) : element("span", {}, text),
  );
}

function diagramOf(picture, text) {
  const label = say("admin.diagram");
  return [
    element("h2", {}, label),
    element("div.scrolls", { tabindex: "0", role: "region", "aria-label": label }, picture),
    element(
      "details",
      {},
      element("summary", {}, say("admin.as_text")),
      element("pre", { tabindex: "0" }, text),
    ),
  ];
}

/**
 * The drawing as a picture: whatever stands in it can neither run nor load anything.
 *
 * @param {string} svg
 * @param {string} alt
 */
function pictureOf(svg, alt) {
  const src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  return {
    element: element("img.diagram", { src, alt, width, height }),
    close: () => URL.revokeObjectURL(src),
  };
}
