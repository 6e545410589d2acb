import { element } from "../../dom.js";
import { say } from "../../language/language.js";

/** Deeper than this, what did not change is folded away. */
const open_levels = 2;

/**
 * A state as a tree whose parts can be folded; what an event made new, changed or took away is marked.
 *
 * @param {import("./difference.js").Difference} difference
 * @param {{isOnlyChanges?: boolean}} [options]
 */
export function stateTree(difference, { isOnlyChanges = false } = {}) {
  const parts = partsOf(difference, isOnlyChanges);
  if (parts.length === 0) return element("p.hint", {}, say("admin.no_changes"));
  return element("div.state-tree", {}, branches(parts, isOnlyChanges, 1));
}

function partsOf({ parts }, isOnlyChanges) {
  return isOnlyChanges ? parts.filter(([, part]) => part.kind !== "same") : parts;
}

function branches(parts, isOnlyChanges, level) {
  return element(
    "ul",
    {},
    ...parts.map(([name, part]) => branch(name, part, isOnlyChanges, level)),
  );
}

function branch(name, part, isOnlyChanges, level) {
  const label = element("span.state-name", {}, name);
  if (!part.parts) return element("li", { "data-kind": part.kind }, label, " ", ...valueOf(part));
  const parts = partsOf(part, isOnlyChanges);
  if (parts.length === 0)
    return element("li", { "data-kind": part.kind }, label, " ", emptyOf(part));
  const isOpen = part.kind !== "same" || level < open_levels;
  return element(
    "li",
    { "data-kind": part.kind },
    element(
      "details",
      { open: isOpen },
      element("summary", {}, label, " ", element("span.hint", {}, `(${part.parts.length})`)),
      branches(parts, isOnlyChanges, level + 1),
    ),
  );
}

/** `ins` and `del` say to a screen reader too what the colours say. */
function valueOf({ kind, before, after }) {
  const text = (value) =>
    typeof value === "string" && value !== "" ? value : JSON.stringify(value);
  if (kind === "new") return [element("ins", {}, text(after))];
  if (kind === "gone") return [element("del", {}, text(before))];
  if (kind === "same") return [element("span", {}, text(after))];
  return [element("del", {}, text(before)), " ", element("ins", {}, text(after))];
}

function emptyOf({ kind }) {
  return element(kind === "gone" ? "del" : "span.hint", {}, say("admin.empty"));
}
