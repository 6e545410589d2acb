// Ids of rooms say what they are; see docs/web.md.

/** @param {string} one @param {string} other */
export function directRoom(one, other) {
  return ["direct", ...[one, other].sort()].join("~");
}

/** The other one in a direct room; undefined for other rooms. */
export function partnerIn(roomId, me) {
  const [kind, ...pair] = roomId.split("~");
  if (kind !== "direct") return undefined;
  return pair.find((id) => id !== me) ?? me;
}

/** The room of a call or message, whose id is that of the room and a number. */
export function roomOf(id) {
  return id.slice(0, id.lastIndexOf("~"));
}
