/**
 * Tells listeners what happened. A listener that throws stops nobody else: its error surfaces as an
 * uncaught one, as it would from an event of the DOM.
 *
 * @template {Record<string, any>} Events the events by name, each with what its listeners are given
 */
export class Emitter {
  /** @type {Map<keyof Events, Set<(value: any) => void>>} */
  #listeners = new Map();

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
   * Waits for the next event of this name that passes the filter.
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
  }
}
