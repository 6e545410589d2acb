import { drawing } from "../../dom.js";
import { say, sayDuration, sayNumber } from "../../language/language.js";

const width = 240;
const height = 56;

/**
 * How a number went, as a line over a filled ground; the number itself stands beside it.
 *
 * @param {import("./series.js").Series} series
 * @param {string} label
 * @param {number} now_ms
 */
export function chart(series, label, now_ms) {
  const most = Math.max(1, series.most);
  const corners = series.corners(now_ms, { width, height, most });
  const line = corners.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  const ground = `${corners[0].x.toFixed(1)},${height} ${line} ${width},${height}`;
  const duration = sayDuration((now_ms - series.from_ms(now_ms)) / 1000);
  const [now, highest] = [series.last, series.most].map(sayNumber);
  const text = say("admin.chart", { label, now, most: highest, duration });
  return drawing(
    "svg",
    {
      viewBox: `0 -2 ${width} ${height + 4}`,
      preserveAspectRatio: "none",
      class: "chart",
      role: "img",
      "aria-label": text,
    },
    drawing("title", {}, text),
    drawing("polygon", { points: ground }),
    drawing("polyline", { points: line }),
  );
}

/**
 * A number as a bar beside the others of its kind, the longest of which is `most`.
 *
 * @param {number} value
 * @param {number} most
 */
export function bar(value, most) {
  const length = most === 0 ? 0 : (value / most) * 100;
  return drawing(
    "svg",
    { viewBox: "0 0 100 8", preserveAspectRatio: "none", class: "bar", "aria-hidden": "true" },
    drawing("rect", { width: length, height: 8 }),
  );
}
