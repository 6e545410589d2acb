const svg_names = "http://www.w3.org/2000/svg";

/**
 * Makes an element. Text goes in as text and never as markup, so whatever people write stays what
 * they wrote.
 *
 * @param {string} tag may name classes: `button.primary`
 * @param {Record<string, any>} [attributes] true and false set and leave out; a function listens to
 *   the event that its name says: `onclick`
 * @param {...(Node | string | null | undefined | false)} children
 */
export function element(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length > 0) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null)
      made.setAttribute(key, String(value));
  }
  fill(made, ...children);
  return made;
}

/**
 * Puts these in the place of what was in there.
 *
 * @param {Element} parent
 * @param {...(Node | string | null | undefined | false)} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.filter((child) => child || child === ""));
}

/**
 * Makes an element of a drawing.
 *
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
export function drawing(tag, attributes, ...children) {
  const made = document.createElementNS(svg_names, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** @param {string} name of a symbol in `icons.svg`; it says nothing to a screen reader */
export function icon(name) {
  const use = drawing("use", { href: `/icons.svg#${name}` });
  return drawing("svg", { class: "icon", "aria-hidden": "true" }, use);
}

/**
 * A button that shows a sign and says a word.
 *
 * @param {string} name of the sign
 * @param {string} label
 * @param {Record<string, any>} attributes
 */
export function iconButton(name, label, attributes) {
  const { class: more = "", ...others } = attributes;
  const classes = `icon-button ${more}`.trim();
  return element(
    "button",
    { type: "button", class: classes, "aria-label": label, title: label, ...others },
    icon(name),
  );
}

/**
 * A field with its label.
 *
 * @param {string} label
 * @param {Record<string, any>} attributes of the input
 */
export function field(label, attributes) {
  const input = element("input", { id: `field-${attributes.name}`, ...attributes });
  return element("label.field", { for: input.id }, element("span", {}, label), input);
}

/** What stands in a form, by the names of its fields. Blanks around it are a slip, but in a password. */
export function valuesOf(form) {
  const values = [...new FormData(form)].map(([name, value]) => [
    name,
    name.endsWith("password") ? value : String(value).trim(),
  ]);
  return Object.fromEntries(values);
}

/**
 * The first letter in a circle, in a colour that follows from the name.
 *
 * @param {string} name
 */
export function avatar(name) {
  const letters = [...name.trim()].slice(0, 1).join("").toUpperCase();
  let hue = 0;
  for (const letter of name) hue = (hue * 31 + letter.codePointAt(0)) % 12;
  return element("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, letters);
}
