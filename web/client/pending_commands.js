import { SwitchboardError } from "./errors.js";
import { randomId } from "./random_id.js";

/** @import { AnswerFrame, CommandFrame, ErrorFrame, ServerFrame } from "./frames.js" */
/** @import { Timers } from "./timers.js" */

// What a server says that could not decide in time, or could not write: the same command with the
// same id may be sent again, and happens once.
const passingCodes = new Set(["unavailable", "rate_limited"]);

/**
 * @typedef {object} Pending
 * @property {CommandFrame & {id: string}} frame
 * @property {(answer: AnswerFrame) => void} resolve
 * @property {(error: SwitchboardError) => void} reject
 * @property {() => void} stopTimeout
 */

/**
 * Commands that have no answer yet. Each keeps its id for as long as it is tried, over however many
 * sockets, so the server does it once and answers every try alike.
 */
export class PendingCommands {
  /** @type {Map<string, Pending>} */
  #pending = new Map();
  #send;
  #timers;
  #timeout_ms;
  #retry_ms;

  /**
   * @param {object} options
   * @param {(frame: CommandFrame) => void} options.send does nothing while there is no socket
   * @param {Timers} options.timers
   * @param {number} [options.timeout_ms] how long a command may take, with all its tries
   * @param {number} [options.retry_ms] how long to wait after the server said that it could not
   */
  constructor({ send, timers, timeout_ms = 30_000, retry_ms = 1_000 }) {
    this.#send = send;
    this.#timers = timers;
    this.#timeout_ms = timeout_ms;
    this.#retry_ms = retry_ms;
  }

  /**
   * @param {CommandFrame} command
   * @returns {Promise<AnswerFrame>}
   */
  start(command) {
    const frame = { ...command, id: command.id ?? randomId() };
    return new Promise((resolve, reject) => {
      const stopTimeout = this.#timers.after(() => this.#expire(frame.id), this.#timeout_ms);
      this.#pending.set(frame.id, { frame, resolve, reject, stopTimeout });
      this.#send(frame);
    });
  }

  /** Sends again what has no answer: a new socket is there. */
  resend() {
    for (const { frame } of this.#pending.values()) this.#send(frame);
  }

  /**
   * @param {ServerFrame} frame
   * @returns {boolean} whether it answered a command
   */
  settle(frame) {
    const re = "re" in frame ? frame.re : undefined;
    const pending = re === undefined ? undefined : this.#pending.get(String(re));
    if (!pending) return false;
    if (frame.type !== "error") this.#take(pending).resolve(/** @type {AnswerFrame} */ (frame));
    else if (passingCodes.has(frame.code)) this.#retryLater(pending);
    else this.#take(pending).reject(new SwitchboardError(frame.code, frame.message));
    return true;
  }

  /** @param {SwitchboardError} error */
  rejectAll(error) {
    for (const pending of [...this.#pending.values()]) this.#take(pending).reject(error);
  }

  /** @param {Pending} pending */
  #retryLater({ frame }) {
    this.#timers.after(() => {
      if (this.#pending.has(frame.id)) this.#send(frame);
    }, this.#retry_ms);
  }

  /** @param {string} id */
  #expire(id) {
    const pending = this.#pending.get(id);
    if (!pending) return;
    const message = `The server did not answer '${pending.frame.type}' in time.`;
    this.#take(pending).reject(new SwitchboardError("timeout", message));
  }

  /** @param {Pending} pending */
  #take(pending) {
    this.#pending.delete(pending.frame.id);
    pending.stopTimeout();
    return pending;
  }
}
