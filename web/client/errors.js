/**
 * What the server refused, or what could not be done: `code` is a stable word to switch on, and
 * `message` one sentence for a person.
 */
export class SwitchboardError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   * @param {{status?: number, cause?: unknown, challenge?: string}} [details] `status` is that of
   *   HTTP, where there is one; `challenge` is what the next step answers, where there is one
   */
  constructor(code, message, { status, cause, challenge } = {}) {
    super(message, { cause });
    this.name = "SwitchboardError";
    this.code = code;
    this.status = status;
    this.challenge = challenge;
  }
}
