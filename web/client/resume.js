import { StreamPositions } from "./stream_positions.js";

/** @import { ResumeFailedFrame, ServerFrame } from "./frames.js" */

/**
 * @typedef {object} ResumeState
 * @property {string} connection_id
 * @property {Record<string, number>} streams the number of the last event seen of each
 */

/** A server takes requests of a few thousand characters; the address and the ticket need some too. */
const max_parameter_length = 6_000;

/** What a connection must tell the server to go on where its last socket ended. */
export class Resume {
  /** @type {string | undefined} */
  #connectionId;
  #positions;
  #isIncomplete = false;

  /** @param {ResumeState} [earlier] */
  constructor(earlier) {
    this.#connectionId = earlier?.connection_id;
    this.#positions = new StreamPositions(earlier?.streams);
  }

  get connectionId() {
    return this.#connectionId;
  }

  /** @returns {ResumeState | undefined} */
  get state() {
    if (this.#connectionId === undefined) return undefined;
    return { connection_id: this.#connectionId, streams: this.#positions.toJSON() };
  }

  /** The value of `?resume=`, before it is encoded; nothing for a connection's first socket. */
  parameter() {
    const state = this.state;
    if (!state) return undefined;
    const streams = Object.entries(state.streams);
    let text = JSON.stringify(state);
    while (encodeURIComponent(text).length > max_parameter_length) {
      // Those that were heard of last are the most likely to have more to tell.
      streams.splice(0, Math.ceil(streams.length / 4));
      text = JSON.stringify({ ...state, streams: Object.fromEntries(streams) });
      this.#isIncomplete = true;
    }
    return text;
  }

  /**
   * A socket is open.
   *
   * @param {string} connectionId
   * @returns {ResumeFailedFrame | undefined} when not all streams could be asked for
   */
  begin(connectionId) {
    this.#connectionId = connectionId;
    if (!this.#isIncomplete) return undefined;
    this.#isIncomplete = false;
    return {
      type: "resume_failed",
      code: "too_many_streams",
      message: "There were too many conversations to ask what was missed in each.",
      fetch: [],
    };
  }

  /** @param {ServerFrame} frame */
  note(frame) {
    if (frame.type === "resume_failed") this.#positions.clear();
    else if (!("re" in frame) && "seq" in frame) this.#positions.note(frame);
  }

  forget() {
    this.#connectionId = undefined;
    this.#positions.clear();
  }
}
