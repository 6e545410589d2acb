/**
 * 128 random bits in hexadecimal. `crypto.randomUUID` would do, but pages that came over plain http
 * do not have it.
 */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
