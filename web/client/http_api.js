import { Backoff } from "./backoff.js";
import { SwitchboardError } from "./errors.js";
import { randomId } from "./random_id.js";
import { systemTimers, wait } from "./timers.js";

/** @import { Session } from "./session.js" */
/** @import { Timers } from "./timers.js" */

const max_tries = 4;
/** Answers that say nothing about the request: the same one may be sent again. */
const passingStatuses = new Set([502, 503, 504]);

/**
 * @typedef {object} RequestOptions
 * @property {unknown} [body]
 * @property {Record<string, string | number | undefined>} [query]
 * @property {boolean} [isOpen] whether it goes without a token
 */

/** The server's HTTP interface: tokens, problem documents, and requests that happen once. */
export class HttpApi {
  #origin;
  #session;
  #fetch;
  #timers;

  /**
   * @param {object} options
   * @param {string} options.origin
   * @param {Session} options.session
   * @param {typeof fetch} [options.fetch]
   * @param {Timers} [options.timers]
   */
  constructor({ origin, session, fetch = globalThis.fetch, timers = systemTimers }) {
    this.#origin = origin;
    this.#session = session;
    // Called as a function of its own: the browser's fetch does not take another `this`.
    this.#fetch = /** @type {typeof fetch} */ ((...request) => fetch(...request));
    this.#timers = timers;
  }

  /** @param {string} path @param {RequestOptions["query"]} [query] */
  get(path, query) {
    return this.request("GET", path, { query });
  }

  /** @param {string} path @param {unknown} [body] */
  post(path, body) {
    return this.request("POST", path, { body });
  }

  /**
   * Sends a request until it is answered, a few times at most. All tries carry the same key, so it
   * happens once.
   *
   * @param {string} method
   * @param {string} path
   * @param {RequestOptions} [options]
   * @returns {Promise<any>} the body of the answer, read if it is JSON; undefined when it has none
   */
  async request(method, path, { body, query = {}, isOpen = false } = {}) {
    const url = new URL(path, this.#origin);
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const headers = new Headers();
    if (method === "POST") headers.set("Idempotency-Key", randomId());
    if (body !== undefined) headers.set("Content-Type", "application/json");
    const request = { method, headers, body: body === undefined ? null : JSON.stringify(body) };
    return contentOf(await this.#tryWithToken(url, request, isOpen));
  }

  /** @param {URL} url @param {RequestInit & {headers: Headers}} request @param {boolean} isOpen */
  async #tryWithToken(url, request, isOpen) {
    if (isOpen) return this.#tryUntilAnswered(url, request);
    const token = await this.#token();
    const response = await this.#tryUntilAnswered(url, withToken(request, token));
    if (response.status !== 401 || token === undefined) return response;
    const newer = await this.#token(token);
    return this.#tryUntilAnswered(url, withToken(request, newer));
  }

  /** @param {string} [refused] */
  async #token(refused) {
    try {
      return await this.#session.token(
        (refresh_token) =>
          this.request("POST", "/api/v1/auth/refresh", { body: { refresh_token }, isOpen: true }),
        refused,
      );
    } catch (error) {
      if (error instanceof SwitchboardError && error.status === 401) this.#session.end();
      throw error;
    }
  }

  /** @param {URL} url @param {RequestInit} request */
  async #tryUntilAnswered(url, request) {
    const backoff = new Backoff({ first_ms: 300, max_ms: 3_000 });
    for (let tries = 1; ; ++tries) {
      const isLast = tries === max_tries;
      try {
        const response = await this.#fetch(url, request);
        if (isLast || !passingStatuses.has(response.status)) return response;
      } catch (cause) {
        if (isLast) throw new SwitchboardError("offline", "The server is not reached.", { cause });
      }
      await wait(this.#timers, backoff.next_ms());
    }
  }
}

/** @param {RequestInit & {headers: Headers}} request @param {string | undefined} token */
function withToken(request, token) {
  const headers = new Headers(request.headers);
  if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
  return { ...request, headers };
}

/** @param {Response} response */
async function contentOf(response) {
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get("Content-Type") ?? "");
  const content = text === "" ? undefined : isJson ? JSON.parse(text) : text;
  if (response.ok) return content;
  // What stands between the server and here may refuse in its own words.
  const { code = "failed", title, detail, challenge } =
    isJson && content !== undefined ? content : {};
  throw new SwitchboardError(code, detail ?? title ?? response.statusText, {
    status: response.status,
    challenge,
  });
}
