import { Backoff } from "./backoff.js";
import { closeWord, shouldReconnect } from "./close_codes.js";
import { Emitter } from "./emitter.js";
import { SwitchboardError } from "./errors.js";
import { PendingCommands } from "./pending_commands.js";
import { Resume } from "./resume.js";
import { systemTimers } from "./timers.js";

/** @import { CommandFrame, ConnectionFrame, FrameEvents, ServerFrame } from "./frames.js" */
/** @import { ResumeState } from "./resume.js" */
/** @import { Timers } from "./timers.js" */

const handshake_timeout_ms = 10_000;
const pong_timeout_ms = 8_000;
/** A socket that lasted so long was a success: the next one that drops is tried again at once. */
const stable_after_ms = 5_000;
const max_unsent_signals = 256;

/**
 * `idle` before it is opened, `waiting` between two attempts, `closed` when it will not come back by
 * itself.
 *
 * @typedef {"idle" | "connecting" | "open" | "waiting" | "closed"} ConnectionState
 */

/**
 * @typedef {FrameEvents & {
 *   state: ConnectionState,
 *   closed: SwitchboardError | null,
 * }} ConnectionEvents `closed` carries why, or null when it was asked for
 */

/**
 * @typedef {object} ConnectionOptions
 * @property {string} url of the socket: `wss://host/ws` or `wss://host/ws/call/ID`
 * @property {() => Promise<string | undefined>} [getTicket] asked before each attempt
 * @property {typeof WebSocket} [WebSocket] of a platform that has none of its own
 * @property {Timers} [timers]
 * @property {() => number} [random]
 * @property {ResumeState} [resume] what an earlier page kept
 * @property {number} [command_timeout_ms]
 */

/**
 * One device's connection, over as many sockets as it takes: it comes back after each drop, takes
 * up where it was, and sends again what was not answered.
 *
 * @extends {Emitter<ConnectionEvents>}
 */
export class Connection extends Emitter {
  /** @type {ConnectionState} */
  #state = "idle";
  /** @type {WebSocket | null} */
  #socket = null;
  #attempt = 0;
  #opened_at_ms = 0;
  #heartbeat_ms = 20_000;
  /** What to call off when the socket goes: the one timer that watches over it. */
  #stopWatch = () => {};
  #stopWait = () => {};
  /** @type {CommandFrame[]} */
  #unsent = [];

  #url;
  #getTicket;
  #WebSocket;
  #timers;
  #backoff;
  #resume;
  #commands;

  /** @param {ConnectionOptions} options */
  constructor(options) {
    super();
    this.#url = options.url;
    this.#getTicket = options.getTicket ?? (async () => undefined);
    this.#WebSocket = options.WebSocket ?? globalThis.WebSocket;
    this.#timers = options.timers ?? systemTimers;
    this.#backoff = new Backoff({ random: options.random });
    this.#resume = new Resume(options.resume);
    this.#commands = new PendingCommands({
      send: (frame) => this.#write(frame),
      timers: this.#timers,
      timeout_ms: options.command_timeout_ms,
    });
  }

  get state() {
    return this.#state;
  }

  /** The device's connection, which stays the same when it is resumed. */
  get connectionId() {
    return this.#resume.connectionId;
  }

  /** What another page can go on from, as if this one had only dropped its socket. */
  get resumeState() {
    return this.#resume.state;
  }

  /**
   * Opens it, and keeps it open from now on.
   *
   * @returns {Promise<void>} when it is open for the first time
   */
  async open() {
    if (this.#state === "open") return;
    const outcome = new Promise((resolve, reject) => {
      const offState = this.on("state", (state) => {
        if (state === "open") finish(resolve, undefined);
      });
      const offClosed = this.on("closed", (why) => {
        finish(reject, why ?? new SwitchboardError("closed", "The connection was closed."));
      });
      /** @param {(value: any) => void} settle @param {unknown} value */
      const finish = (settle, value) => {
        offState();
        offClosed();
        settle(value);
      };
    });
    if (this.#state === "idle" || this.#state === "closed") void this.#connect();
    await outcome;
  }

  /** Closes it for good: this device leaves its calls. */
  close() {
    if (this.#state === "closed") return;
    this.#socket?.close(1000);
    this.#end(null);
  }

  /** Tries again now instead of after the wait: the network is back, or the page is looked at. */
  hurry() {
    if (this.#state === "waiting") void this.#connect();
    else if (this.#state === "open") this.#ping();
  }

  /**
   * Sends a command and waits for its answer. While there is no socket it waits for one.
   *
   * @param {CommandFrame} frame
   */
  async command(frame) {
    if (this.#state === "closed")
      throw new SwitchboardError("closed", "The connection is closed; open it first.");
    return this.#commands.start(frame);
  }

  /**
   * Sends what has no answer and is worth little later: offers, answers, candidates. A few are kept
   * while there is no socket.
   *
   * @param {CommandFrame} frame
   */
  signal(frame) {
    if (this.#state === "open") this.#write(frame);
    else if (this.#unsent.length < max_unsent_signals) this.#unsent.push(frame);
  }

  async #connect() {
    this.#stopWait();
    const attempt = ++this.#attempt;
    this.#setState("connecting");
    try {
      const ticket = await this.#getTicket();
      if (attempt === this.#attempt) this.#openSocket(ticket);
    } catch (error) {
      if (attempt !== this.#attempt) return;
      const isRefused = error instanceof SwitchboardError && (error.status ?? 500) < 500;
      if (isRefused) this.#end(error);
      else this.#comeBackLater();
    }
  }

  /** @param {string | undefined} ticket */
  #openSocket(ticket) {
    const url = new URL(this.#url);
    if (ticket !== undefined) url.searchParams.set("ticket", ticket);
    const resume = this.#resume.parameter();
    if (resume !== undefined) url.searchParams.set("resume", resume);
    const socket = new this.#WebSocket(url.href);
    this.#socket = socket;
    this.#watch(handshake_timeout_ms, () => this.#drop());
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#receive(JSON.parse(data));
    };
    socket.onclose = ({ code }) => {
      if (socket === this.#socket) this.#lost(code);
    };
  }

  /** @param {ServerFrame} frame */
  #receive(frame) {
    this.#watch(this.#heartbeat_ms, () => this.#ping());
    if (frame.type === "connection") this.#begin(frame);
    this.#resume.note(frame);
    this.#commands.settle(frame);
    this.emit(frame.type, /** @type {any} */ (frame));
    this.emit("frame", frame);
  }

  /** @param {ConnectionFrame} frame */
  #begin(frame) {
    this.#heartbeat_ms = frame.heartbeat_ms ?? this.#heartbeat_ms;
    this.#opened_at_ms = this.#timers.now_ms();
    this.#setState("open");
    this.#commands.resend();
    for (const signal of this.#unsent.splice(0)) this.#write(signal);
    const lost = this.#resume.begin(frame.connection_id);
    if (lost) this.emit("resume_failed", lost);
  }

  /** A page does not see the server's pings, so it asks when it has heard nothing for long. */
  #ping() {
    this.#write({ type: "ping" });
    this.#watch(pong_timeout_ms, () => this.#drop());
  }

  /** A dead network may take minutes to close a socket: it is given up before that. */
  #drop() {
    this.#socket?.close();
    this.#lost(1006);
  }

  /** @param {number} code */
  #lost(code) {
    this.#socket = null;
    this.#stopWatch();
    if (this.#state === "open" && this.#timers.now_ms() - this.#opened_at_ms >= stable_after_ms)
      this.#backoff.reset();
    if (shouldReconnect(code)) this.#comeBackLater();
    else this.#end(new SwitchboardError(closeWord(code), `The server closed it: ${code}.`));
  }

  #comeBackLater() {
    this.#setState("waiting");
    this.#stopWait = this.#timers.after(() => void this.#connect(), this.#backoff.next_ms());
  }

  /** @param {SwitchboardError | null} why */
  #end(why) {
    this.#attempt += 1;
    this.#socket = null;
    this.#stopWatch();
    this.#stopWait();
    this.#unsent = [];
    this.#resume.forget();
    this.#setState("closed");
    this.#commands.rejectAll(why ?? new SwitchboardError("closed", "The connection was closed."));
    this.emit("closed", why);
  }

  /** @param {number} delay_ms @param {() => void} action */
  #watch(delay_ms, action) {
    this.#stopWatch();
    this.#stopWatch = this.#timers.after(action, delay_ms);
  }

  /** @param {CommandFrame} frame */
  #write(frame) {
    if (this.#state === "open") this.#socket?.send(JSON.stringify(frame));
  }

  /** @param {ConnectionState} state */
  #setState(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.emit("state", state);
  }
}
