// What a site that embeds a queue does: it says who its customer is, signed.
import { createHmac } from "node:crypto";

export const customerSecret = "a secret of the site, 32 bytes or more";

/** A JWT of HS256, good for a minute unless `claims` say otherwise. */
export function customerToken(claims, { secret = customerSecret, alg = "HS256" } = {}) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg, typ: "JWT" })}.${part({ exp: Math.floor(Date.now() / 1000) + 60, ...claims })}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
