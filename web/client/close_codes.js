// The codes of RFC 6455 after which a client comes back: going away, lost without a close, an error
// of the server's.
const comebackCodes = new Set([1001, 1006, 1011, 1012, 1013]);

/**
 * Whether a socket that closed with this code should be opened again. The server numbers its own
 * reasons so that the number says it: 4000 to 4499 is for good, 4500 to 4999 is not.
 *
 * @param {number} code
 */
export function shouldReconnect(code) {
  return comebackCodes.has(code) || (code >= 4500 && code <= 4999);
}

/** @type {Record<number, string>} */
const words = { 4000: "session_ended", 4001: "replaced", 4002: "not_admitted" };

/**
 * The stable word for why a socket was closed for good.
 *
 * @param {number} code
 */
export function closeWord(code) {
  return words[code] ?? "closed";
}
