/** What a browser says of itself: a first word that all share, and then names and remarks. */
const user_agents = /Mozilla\/5\.0 \([^)]*\)(?: (?:\([^)]*\)|[\w.]+\/[\w.]+))*/g;

/**
 * The browser and the system out of what a browser says of itself; all of them also claim to be those
 * that were there before them, so the order counts.
 *
 * @param {string} userAgent
 */
export function deviceName(userAgent) {
  const first = (names) => names.find((name) => userAgent.includes(name));
  const browser = first(["Firefox", "Edg", "OPR", "Chrome", "Safari"]);
  const system = first(["Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux"]);
  if (!browser || !system) return userAgent || "–";
  const names = { Edg: "Edge", OPR: "Opera", Macintosh: "macOS" };
  return `${names[browser] ?? browser} · ${names[system] ?? system}`;
}

/** A text in which devices are called by all that their browsers say: it is told shorter. */
export function withDeviceNames(text) {
  return text.replaceAll(user_agents, deviceName);
}
