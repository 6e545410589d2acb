/**
 * Time as the client uses it, so that a test can be its own clock.
 *
 * @typedef {object} Timers
 * @property {() => number} now_ms
 * @property {(action: () => void, delay_ms: number) => () => void} after calls once, later; the
 *   result calls it off
 */

/** @type {Timers} */
export const systemTimers = {
  now_ms: () => Date.now(),
  after(action, delay_ms) {
    const timer = setTimeout(action, delay_ms);
    return () => clearTimeout(timer);
  },
};

/**
 * @param {Timers} timers
 * @param {number} delay_ms
 * @returns {Promise<void>}
 */
export function wait(timers, delay_ms) {
  return new Promise((resolve) => void timers.after(resolve, delay_ms));
}
