/**
 * What became of a value in a state.
 *
 * @typedef {object} Difference
 * @property {"same" | "new" | "gone" | "changed"} kind of a value with parts: `changed` if one of them did
 * @property {any} [before] of a value without parts
 * @property {any} [after]
 * @property {[string, Difference][]} [parts] by their names, or by their numbers in a list
 */

/**
 * Lays two values over each other, part by part. What was a thing of another kind before is new.
 *
 * @param {any} before undefined: there was none
 * @param {any} after undefined: there is none any more
 * @returns {Difference}
 */
export function differenceOf(before, after) {
  const shown = after === undefined ? before : after;
  if (!hasParts(shown)) return leaf(before, after);
  const old = isAlike(before, shown) ? before : undefined;
  const names = new Set([...Object.keys(old ?? {}), ...Object.keys(after ?? {})]);
  const parts = [...names].map((name) => [name, differenceOf(old?.[name], after?.[name])]);
  if (after === undefined) return { kind: "gone", parts };
  if (before === undefined) return { kind: "new", parts };
  const isSame = old !== undefined && parts.every(([, part]) => part.kind === "same");
  return { kind: isSame ? "same" : "changed", parts };
}

function leaf(before, after) {
  if (before === undefined) return { kind: "new", after };
  if (after === undefined) return { kind: "gone", before };
  if (hasParts(before)) return { kind: "new", after };
  return before === after ? { kind: "same", after } : { kind: "changed", before, after };
}

function hasParts(value) {
  return typeof value === "object" && value !== null;
}

function isAlike(one, other) {
  return hasParts(one) && Array.isArray(one) === Array.isArray(other);
}
