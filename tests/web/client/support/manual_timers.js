/** A clock that stands still until a test moves it. */
export class ManualTimers {
  #now_ms = 0;
  #waiting = [];

  now_ms = () => this.#now_ms;

  after = (action, delay_ms) => {
    const entry = { at_ms: this.#now_ms + delay_ms, action };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry);
    };
  };

  /** Goes on by so much, and does what is due on the way, in order. */
  async advance(by_ms) {
    const until_ms = this.#now_ms + by_ms;
    for (;;) {
      await settled();
      const due = this.#waiting.filter(({ at_ms }) => at_ms <= until_ms);
      if (due.length === 0) break;
      const next = due.reduce((one, other) => (other.at_ms < one.at_ms ? other : one));
      this.#waiting = this.#waiting.filter((each) => each !== next);
      this.#now_ms = next.at_ms;
      next.action();
    }
    this.#now_ms = until_ms;
    await settled();
  }
}

/** When everything that can go on without time passing has gone on. */
export function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}
