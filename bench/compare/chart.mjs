// Bars, readable on light and on dark paper.

const width = 720;
const labelWidth = 190;
const valueWidth = 130;
const rowHeight = 30;
const top = 44;

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 15px; }
  .value { font-variant-numeric: tabular-nums; }
  .other { fill: #8c959f; }
  .ours { fill: #0969da; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .other { fill: #6e7681; }
    .ours { fill: #4493f8; }
  }`;

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);

/** `rows`: `{label, value, kind}` with `kind` `other` or `ours`. */
export function barChart(title, rows, show) {
  const most = Math.max(...rows.map(({ value }) => value));
  const room = width - labelWidth - valueWidth;
  const bars = rows.map(({ label, value, kind }, i) => {
    const y = top + i * rowHeight;
    const length = Math.max(2, (room * value) / most);
    return `  <text x="${labelWidth - 10}" y="${y + 15}" text-anchor="end">${escaped(label)}</text>
  <rect class="${kind}" x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="20" rx="3"/>
  <text class="value" x="${(labelWidth + length + 8).toFixed(1)}" y="${y + 15}">${escaped(show(value))}</text>`;
  });
  const height = top + rows.length * rowHeight + 6;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
  <title>${escaped(title)}</title>
  <style>${style}
  </style>
  <text class="title" x="10" y="24">${escaped(title)}</text>
${bars.join("\n")}
</svg>
`;
}
