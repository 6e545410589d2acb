/**
 * Tells listeners what happened. A listener that throws stops nobody else: its error surfaces as an
 * uncaught one, as it would from an event of the DOM.
 *
 * @template {Record<string, any>} Events the events by name, each with what its listeners are given
 */
export class Emitter {
  /** @type {Map<keyof Events, Set<(value: any) => void>>} */
  #listeners = new Map();
  /** What looks whether something is so by now. @type {Set<() => void>} */
  #looking = new Set();

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {(value: Events[Name]) => void} listener
   * @returns {() => void} takes the listener off again
   */
  on(name, listener) {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /**
   * Waits for the next event of this name that passes the filter. One that has already come is missed:
   * what is a state is better awaited with `until`.
   *
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {(value: Events[Name]) => boolean} [isWanted]
   * @returns {Promise<Events[Name]>}
   */
  next(name, isWanted = () => true) {
    return new Promise((resolve) => {
      const off = this.on(name, (value) => {
        if (!isWanted(value)) return;
        off();
        resolve(value);
      });
    });
  }

  /**
   * Waits until this is so: it looks now, and again after each event, so it does not matter which comes
   * first. Fails when the object is at its end and it is not so.
   *
   * @param {(self: this) => unknown} isSo
   * @returns {Promise<this>}
   */
  until(isSo) {
    return new Promise((resolve, reject) => {
      const look = () => {
        try {
          if (isSo(this)) resolve(this);
          else if (this.endError) reject(this.endError);
          else return;
        } catch (error) {
          reject(error);
        }
        this.#looking.delete(look);
      };
      this.#looking.add(look);
      look();
    });
  }

  /**
   * Why nothing changes any more, once that is so.
   *
   * @protected
   * @returns {Error | undefined}
   */
  get endError() {
    return undefined;
  }

  /** Has those look who wait for a state; each event does. @protected */
  look() {
    for (const look of [...this.#looking]) look();
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {Events[Name]} value
   */
  emit(name, value) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
    this.look();
  }
}
