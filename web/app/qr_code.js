import { drawing } from "./dom.js";

/** The frame of light that readers need around the squares. */
const margin = 4;

/**
 * A text as a QR code, drawn square by square. The package is only loaded when somebody needs it.
 *
 * @param {string} text
 * @param {string} label for whoever does not see it
 */
export async function qrCode(text, label) {
  const { default: qrcode } = await import("/vendor/qrcode-generator/dist/qrcode.mjs");
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const squares = [];
  for (let row = 0; row < count; ++row)
    for (let column = 0; column < count; ++column)
      if (code.isDark(row, column)) squares.push(`M${column + margin} ${row + margin}h1v1h-1z`);
  const size = count + 2 * margin;
  return drawing(
    "svg",
    { class: "qr-code", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label },
    drawing("path", { d: squares.join("") }),
  );
}
