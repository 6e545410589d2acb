/**
 * How long to wait before each attempt. The range doubles until it reaches `max_ms`, and the wait is
 * drawn from all of it: after a restart of the server its clients come back spread out, not at once.
 */
export class Backoff {
  #attempt = 0;
  #first_ms;
  #max_ms;
  #random;

  /** @param {{first_ms?: number, max_ms?: number, random?: () => number}} [options] */
  constructor({ first_ms = 500, max_ms = 15_000, random = Math.random } = {}) {
    this.#first_ms = first_ms;
    this.#max_ms = max_ms;
    this.#random = random;
  }

  next_ms() {
    const range_ms = Math.min(this.#max_ms, this.#first_ms * 2 ** this.#attempt);
    this.#attempt += 1;
    return Math.round(range_ms * this.#random());
  }

  reset() {
    this.#attempt = 0;
  }
}
