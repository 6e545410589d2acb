const svg_names = "http://www.w3.org/2000/svg";
const width = 160;
const height = 36;

/**
 * How a number went, as a line; the number itself stands beside it.
 *
 * @param {number[]} values the oldest first
 * @param {string} label
 */
export function trend(values, label) {
  const most = Math.max(1, ...values);
  const step = width / Math.max(1, values.length - 1);
  const points = values.map((value, at) => `${at * step},${height - (value / most) * height}`);
  const drawing = document.createElementNS(svg_names, "svg");
  drawing.setAttribute("viewBox", `0 -2 ${width} ${height + 4}`);
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("class", "trend");
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", `${label}: ${values.join(", ")}`);
  const line = document.createElementNS(svg_names, "polyline");
  line.setAttribute("points", points.join(" "));
  drawing.append(line);
  return drawing;
}
