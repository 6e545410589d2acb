import { Emitter } from "./emitter.js";

/** @import { User } from "./frames.js" */

/**
 * @typedef {object} Tokens
 * @property {User} user
 * @property {string} token
 * @property {string} refresh_token
 * @property {number} expires_at_ms when `token` ends, by the clock of this device
 */

/**
 * Where the tokens are kept. Pages of one origin may share one: `load` is asked each time, so that
 * all of them use what the last refresh gave.
 *
 * @typedef {object} TokenStore
 * @property {() => Tokens | null} load
 * @property {(tokens: Tokens | null) => void} save
 */

/** @returns {TokenStore} */
export function memoryStore() {
  /** @type {Tokens | null} */
  let kept = null;
  return { load: () => kept, save: (tokens) => void (kept = tokens) };
}

/**
 * Runs one at a time what must not overlap. A refresh token is good for one use, and the second use
 * ends the session, so two pages that share a session must not refresh at once.
 *
 * @typedef {<Result>(action: () => Promise<Result>) => Promise<Result>} Exclusive
 */

/** @returns {Exclusive} one after the other within this page */
export function inTurn() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return (action) => {
    const mine = last.then(action);
    last = mine.catch(() => {});
    return mine;
  };
}

/** Tokens this close to their end are refreshed first. */
const refresh_margin_ms = 30_000;

/**
 * Who is signed in, and the tokens that show it. A refresh is no news of who it is.
 *
 * @extends {Emitter<{user: User | null}>}
 */
export class Session extends Emitter {
  #store;
  #exclusive;
  #now_ms;

  /** @param {{store?: TokenStore, exclusive?: Exclusive, now_ms?: () => number}} [options] */
  constructor({ store = memoryStore(), exclusive = inTurn(), now_ms = Date.now } = {}) {
    super();
    this.#store = store;
    this.#exclusive = exclusive;
    this.#now_ms = now_ms;
  }

  get user() {
    return this.#store.load()?.user ?? null;
  }

  /** @param {{user: User, token: string, refresh_token: string, expires_in_s: number}} answer */
  begin({ user, token, refresh_token, expires_in_s }) {
    const isSamePerson = this.user?.id === user.id;
    const expires_at_ms = this.#now_ms() + expires_in_s * 1000;
    this.#store.save({ user, token, refresh_token, expires_at_ms });
    if (!isSamePerson) this.emit("user", user);
  }

  end() {
    if (this.#store.load() === null) return;
    this.#store.save(null);
    this.emit("user", null);
  }

  /**
   * A token that is good for a while, refreshed if need be.
   *
   * @param {(refreshToken: string) => Promise<any>} refresh
   * @param {string} [refused] the token that the server would not take
   * @returns {Promise<string | undefined>} undefined when nobody is signed in
   */
  async token(refresh, refused) {
    const tokens = this.#store.load();
    if (!tokens || this.#isGood(tokens, refused)) return tokens?.token;
    return this.#exclusive(async () => {
      // Somebody else may have refreshed while this one waited for its turn.
      const latest = this.#store.load();
      if (!latest || this.#isGood(latest, refused)) return latest?.token;
      this.begin(await refresh(latest.refresh_token));
      return this.#store.load()?.token;
    });
  }

  /** @param {Tokens} tokens @param {string} [refused] */
  #isGood(tokens, refused) {
    return tokens.token !== refused && tokens.expires_at_ms - this.#now_ms() > refresh_margin_ms;
  }
}
