import { Emitter } from "./emitter.js";
import { countsOf, qualityBetween } from "./quality.js";
import { fingerprintOf, safetyWords } from "./safety_words.js";

/** @import { SignalFrame } from "./frames.js" */
/** @import { Counts, Quality } from "./quality.js" */
/** @import { Timers } from "./timers.js" */

/** So long the side that waits for the first offer waits, before it makes one itself. */
const first_offer_timeout_ms = 8_000;
/** So long a path may be down before another is looked for; most come back by themselves. */
const path_lost_ms = 4_000;

/**
 * @typedef {object} PeerOptions
 * @property {RTCPeerConnection} connection
 * @property {boolean} isPolite whose offer yields when both make one; exactly one side is
 * @property {boolean} speaksFirst makes the first offer; the other side waits for it
 * @property {(type: SignalFrame["type"], data: object) => void} send
 * @property {Timers} timers
 */

/**
 * The media connection to one device, by the pattern called perfect negotiation: either side may
 * change what it sends at any time, and when both do so at once, the polite one gives way.
 *
 * @extends {Emitter<{stream: MediaStream, state: RTCPeerConnectionState}>}
 */
export class Peer extends Emitter {
  #connection;
  #isPolite;
  #send;
  #timers;
  #waitsForOffer;
  #isMakingOffer = false;
  #isSettingAnswer = false;
  #ignoresOffer = false;
  /** Signals are taken one after the other: each has steps that must not mix. @type {Promise<void>} */
  #lastSignal = Promise.resolve();
  /** @type {Map<string, RTCRtpSender>} */
  #senders = new Map();
  /** @type {Counts | undefined} */
  #counts;
  #stopTimer = () => {};

  /** What comes in. */
  stream;

  /** @param {PeerOptions} options */
  constructor({ connection, isPolite, speaksFirst, send, timers }) {
    super();
    this.#connection = connection;
    this.#isPolite = isPolite;
    this.#waitsForOffer = !speaksFirst;
    this.#send = send;
    this.#timers = timers;
    this.stream = new MediaStream();
    connection.onnegotiationneeded = () => void this.#offer();
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) this.#send("ice_candidate", candidate.toJSON());
    };
    connection.ontrack = ({ track }) => this.#take(track);
    connection.onconnectionstatechange = () => this.#watchPath();
    if (this.#waitsForOffer)
      this.#stopTimer = timers.after(() => this.#stopWaiting(), first_offer_timeout_ms);
  }

  get state() {
    return this.#connection.connectionState;
  }

  /**
   * Sends this track from now on, or nothing of this kind.
   *
   * @param {"audio" | "video"} kind
   * @param {MediaStreamTrack | null} track
   * @param {MediaStream} stream
   */
  async setTrack(kind, track, stream) {
    const sender = this.#senders.get(kind);
    if (sender) await sender.replaceTrack(track);
    else if (track) this.#senders.set(kind, this.#connection.addTrack(track, stream));
  }

  /**
   * Takes what the other side sent.
   *
   * @param {SignalFrame["type"]} type
   * @param {any} data
   */
  receive(type, data) {
    const taken = this.#lastSignal.then(() =>
      type === "ice_candidate" ? this.#takeCandidate(data) : this.#takeDescription(type, data),
    );
    this.#lastSignal = taken.catch(() => {});
    return taken;
  }

  /**
   * Asks for pictures and sound also where there is nothing to send, so that the first offer leads to
   * all that the other side has.
   *
   * @param {("audio" | "video")[]} kinds
   */
  askFor(kinds) {
    for (const kind of kinds)
      if (!this.#senders.has(kind))
        this.#connection.addTransceiver(kind, { direction: "recvonly" });
  }

  /** From the next look for a path on. @param {RTCIceServer[]} iceServers */
  useIceServers(iceServers) {
    // What is left out of a configuration goes back to what it is by default.
    this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), iceServers });
  }

  /** Says again what may have been lost while there was no socket. */
  repeat() {
    const { signalingState, localDescription } = this.#connection;
    if (signalingState === "have-local-offer" && localDescription)
      this.#send("offer", localDescription.toJSON());
  }

  /** @returns {Promise<Quality | undefined>} since the last time; nothing the first time */
  async measure() {
    const report = await this.#connection.getStats();
    const before = this.#counts;
    this.#counts = countsOf(report.values(), this.#timers.now_ms());
    return before && qualityBetween(before, this.#counts);
  }

  /** @returns {Promise<string[] | undefined>} nothing until both certificates are known */
  async safetyWords() {
    const local = fingerprintOf(this.#connection.localDescription?.sdp ?? "");
    const remote = fingerprintOf(this.#connection.remoteDescription?.sdp ?? "");
    return local && remote ? safetyWords(local, remote) : undefined;
  }

  close() {
    this.#stopTimer();
    this.#connection.onconnectionstatechange = null;
    this.#connection.close();
  }

  async #offer() {
    if (this.#waitsForOffer) return;
    this.#isMakingOffer = true;
    try {
      await this.#connection.setLocalDescription();
      this.#sendDescription();
    } finally {
      this.#isMakingOffer = false;
    }
  }

  #sendDescription() {
    const description = this.#connection.localDescription;
    if (description)
      this.#send(description.type === "offer" ? "offer" : "answer", description.toJSON());
  }

  /** @param {"offer" | "answer"} type @param {RTCSessionDescriptionInit} data */
  async #takeDescription(type, data) {
    const { signalingState } = this.#connection;
    // An answer to an offer that was taken back, or that was answered already.
    if (type === "answer" && signalingState !== "have-local-offer") return;
    const isFree = !this.#isMakingOffer && (signalingState === "stable" || this.#isSettingAnswer);
    this.#ignoresOffer = type === "offer" && !isFree && !this.#isPolite;
    if (this.#ignoresOffer) return;

    this.#isSettingAnswer = type === "answer";
    try {
      await this.#connection.setRemoteDescription({ type, sdp: data.sdp });
    } finally {
      this.#isSettingAnswer = false;
    }
    if (type === "answer") return;
    this.#heardOffer();
    await this.#connection.setLocalDescription();
    this.#sendDescription();
  }

  /** @param {RTCIceCandidateInit} data */
  async #takeCandidate(data) {
    try {
      await this.#connection.addIceCandidate(data);
    } catch (error) {
      // Candidates of an offer that was turned down belong to nothing.
      if (!this.#ignoresOffer) throw error;
    }
  }

  #heardOffer() {
    if (!this.#waitsForOffer) return;
    this.#waitsForOffer = false;
    this.#stopTimer();
  }

  #stopWaiting() {
    this.#waitsForOffer = false;
    void this.#offer();
  }

  #watchPath() {
    const { connectionState } = this.#connection;
    this.#stopTimer();
    if (connectionState === "failed") this.#connection.restartIce();
    if (connectionState === "disconnected")
      this.#stopTimer = this.#timers.after(() => this.#connection.restartIce(), path_lost_ms);
    this.emit("state", connectionState);
  }

  /** @param {MediaStreamTrack} track */
  #take(track) {
    for (const earlier of this.stream.getTracks())
      if (earlier.kind === track.kind) this.stream.removeTrack(earlier);
    this.stream.addTrack(track);
    this.emit("stream", this.stream);
  }
}
