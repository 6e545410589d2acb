import { Emitter } from "./emitter.js";
import { SwitchboardError } from "./errors.js";
import { IceServers } from "./ice_servers.js";
import { Participant } from "./participant.js";
import { Peer } from "./peer.js";
import { randomId } from "./random_id.js";
import { systemTimers } from "./timers.js";

/** @import { Connection } from "./connection.js" */
/** @import * as Frames from "./frames.js" */
/** @import { LocalMedia, TrackKind } from "./local_media.js" */
/** @import { Timers } from "./timers.js" */

const measure_every_ms = 2_000;
const measures_per_report = 5;

/** How a call of two people ends before it has begun. @type {[Frames.ServerFrame["type"], string][]} */
const refusals = [
  ["call_rejected", "rejected"],
  ["call_missed", "missed"],
  ["call_busy", "busy"],
];

/**
 * @typedef {object} CallOptions
 * @property {Connection} connection
 * @property {string} callId
 * @property {string} [alias] another id by which frames may name the call: that of its room, in a queue
 * @property {LocalMedia} [media] what this device sends; without it the call is signalling alone
 * @property {IceServers} [iceServers]
 * @property {typeof RTCPeerConnection} [RTCPeerConnection]
 * @property {Timers} [timers]
 */

/**
 * @typedef {object} CallEvents
 * @property {Participant} joined
 * @property {Participant} left
 * @property {Participant} changed its media, its state or its quality
 * @property {import("./connection.js").ConnectionState} connection that of the connection it is on
 * @property {Participant} stream its pictures or sound are there, or are others
 * @property {Frames.SecurityStatusFrame} security_status
 * @property {Frames.TranscriptFrame} transcript
 * @property {{reason: string, duration_s?: number}} ended
 */

/**
 * A call that this device is in, or comes into: who is there, and the media between them. Everybody
 * is connected to everybody.
 *
 * @extends {Emitter<CallEvents>}
 */
export class Call extends Emitter {
  #ids;
  #connection;
  #media;
  #iceServers;
  /** As they were last given. @type {RTCIceServer[]} */
  #presentIceServers = [];
  #RTCPeerConnection;
  #timers;
  /** @type {Map<string, Participant>} by their connection */
  #participants = new Map();
  /** The connection with which this device joined. @type {string | undefined} */
  #joinedAs;
  /** This page's life of the device; see `Participant.life`. */
  #life = randomId();
  #isOver = false;
  /** How it ended, if it was not this device that left. @type {CallEvents["ended"] | undefined} */
  #outcome;
  #measures = 0;
  #stopMeasuring = () => {};
  #stopRenewing = () => {};
  /** @type {(() => void)[]} */
  #offs = [];

  /** @param {CallOptions} options */
  constructor({ connection, callId, alias, media, iceServers, ...platform }) {
    super();
    this.id = callId;
    this.#ids = new Set([callId, alias ?? callId]);
    this.#connection = connection;
    this.#media = media;
    this.#iceServers = iceServers ?? IceServers.fixed([]);
    this.#RTCPeerConnection = platform.RTCPeerConnection ?? globalThis.RTCPeerConnection;
    this.#timers = platform.timers ?? systemTimers;
    this.#listen();
  }

  get participants() {
    return [...this.#participants.values()];
  }

  get isOver() {
    return this.#isOver;
  }

  get outcome() {
    return this.#outcome;
  }

  get connectionState() {
    return this.#connection.state;
  }

  /** Comes in; whoever is invited accepts with it. */
  async join() {
    if (this.#media) await this.#renewIceServers();
    const answer = await this.#command("join");
    this.#joinedAs = this.#connection.connectionId;
    if (this.#media) this.#tellMedia(this.#media.state);
    for (const record of answer.participants ?? [])
      if (record.connection_id !== this.#joinedAs) this.#meet(record, { speaksFirst: true });
    this.#stopMeasuring();
    if (this.#media) this.#measureLater();
  }

  /** Goes; the others may stay. */
  async leave() {
    await this.#finish("leave");
  }

  /** Ends it, in a direct call for both. */
  async end() {
    await this.#finish("call_end");
  }

  /** Gives up before anybody has answered. */
  async cancel() {
    await this.#finish("call_cancel");
  }

  /** @param {string} text */
  async say(text) {
    await this.#command("transcript", { text });
  }

  /** Tells all others that this device records, or no longer does. @param {boolean} isRecording */
  async setRecording(isRecording) {
    await this.#command("recording", { is_recording: isRecording });
  }

  /** @param {{subject_user_id: string, risk_score: number, confidence: number, signals?: object}} report */
  async reportSecurity(report) {
    await this.#command("security_report", report);
  }

  /** @param {string} type @param {object} [fields] */
  #command(type, fields = {}) {
    return this.#connection.command({ type, call_id: this.id, ...fields });
  }

  /** @param {string} type */
  async #finish(type) {
    if (this.#isOver) return;
    this.#close();
    await this.#command(type);
  }

  #listen() {
    this.#on("join", (frame) => this.#announce(frame));
    this.#on("leave", (frame) => this.#forget(frame));
    this.#on("offer", (frame) => this.#signal(frame));
    this.#on("answer", (frame) => this.#signal(frame));
    this.#on("ice_candidate", (frame) => this.#signal(frame));
    this.#on("media", ({ media, ...of }) => this.#change(of, { media }));
    this.#on("peer_state", ({ state, ...of }) =>
      this.#change(of, { isSuspect: state === "suspect" }),
    );
    this.#on("recording", ({ is_recording, ...of }) =>
      this.#change(of, { isRecording: is_recording }),
    );
    this.#on("security_status", (frame) => this.emit("security_status", frame));
    this.#on("transcript", (frame) => this.emit("transcript", frame));
    this.#on("call_ended", (frame) => this.#end(frame));
    for (const [type, reason] of refusals) this.#on(type, () => this.#endUnanswered(reason));
    this.#offs.push(
      this.#connection.on("connection", (frame) => this.#comeBack(frame)),
      this.#connection.on("state", (state) => this.emit("connection", state)),
    );
    if (!this.#media) return;
    this.#offs.push(
      this.#media.on("track", (kind) => this.#sendEverybody(kind)),
      this.#media.on("state", (media) => this.#tellMedia(media)),
    );
  }

  /**
   * Takes the frames of this call.
   *
   * @template {Frames.ServerFrame["type"]} Type
   * @param {Type} type
   * @param {(frame: any) => void} take
   */
  #on(type, take) {
    const off = this.#connection.on(type, (frame) => {
      if ("call_id" in frame && this.#ids.has(frame.call_id ?? "")) take(frame);
    });
    this.#offs.push(off);
  }

  /** @param {Frames.JoinFrame} frame */
  #announce({ user_id, connection_id, data }) {
    if (connection_id === this.#connection.connectionId) return;
    const known = this.#participants.get(connection_id);
    if (known && !known.isAnnounced) {
      Object.assign(known, { isAnnounced: true, user: data?.user });
      this.emit("changed", known);
      return;
    }
    const record = { user_id, connection_id, ...(data?.user && { user: data.user }) };
    this.#meet(record, { speaksFirst: false });
  }

  /**
   * @param {Frames.ParticipantRecord} record
   * @param {{speaksFirst: boolean, isAnnounced?: boolean, life?: string}} how
   */
  #meet(record, { speaksFirst, isAnnounced = true, life }) {
    this.#participants.get(record.connection_id)?.peer?.close();
    const participant = new Participant(record);
    participant.isAnnounced = isAnnounced;
    participant.life = life;
    this.#participants.set(record.connection_id, participant);
    if (this.#media) this.#connect(participant, this.#media, speaksFirst);
    this.emit("joined", participant);
    return participant;
  }

  /** @param {Participant} participant @param {LocalMedia} media @param {boolean} speaksFirst */
  #connect(participant, media, speaksFirst) {
    const to = participant.connectionId;
    const peer = new Peer({
      connection: new this.#RTCPeerConnection({ iceServers: this.#presentIceServers }),
      isPolite: (this.#connection.connectionId ?? "") < to,
      speaksFirst,
      send: (type, data) => {
        const from_life = this.#life;
        this.#connection.signal({ type, call_id: this.id, to, data: { ...data, life: from_life } });
      },
      timers: this.#timers,
    });
    participant.peer = peer;
    peer.on("stream", () => this.emit("stream", participant));
    peer.on("state", () => this.emit("changed", participant));
    for (const kind of /** @type {const} */ (["audio", "video"]))
      void peer.setTrack(kind, media.track(kind), media.stream);
    if (speaksFirst) peer.askFor(["audio", "video"]);
  }

  /** Whoever comes later, and a path that is looked for anew, need credentials that still count. */
  async #renewIceServers() {
    this.#stopRenewing();
    const servers = (this.#presentIceServers = await this.#iceServers.list());
    if (this.#isOver) return;
    for (const { peer } of this.#participants.values()) peer?.useIceServers(servers);
    const again = () => void this.#renewIceServers();
    this.#stopRenewing = this.#timers.after(again, this.#iceServers.good_for_ms);
  }

  /** @param {Frames.LeaveFrame} frame */
  #forget({ connection_id }) {
    const participant = this.#participants.get(connection_id);
    // Its next life is here already: this is the end of the one before.
    if (!participant?.isAnnounced) return;
    this.#participants.delete(connection_id);
    participant.peer?.close();
    this.emit("left", participant);
  }

  /** @param {Frames.SignalFrame} frame */
  #signal({ type, from, from_connection, data }) {
    if (!this.#media || from_connection === this.#connection.connectionId) return;
    let participant = this.#participants.get(from_connection);
    const life = data?.life;
    participant ??= this.#meetEarly(from, from_connection, life);
    if (participant.life !== undefined && participant.life !== life) {
      if (type !== "offer") return;
      participant = this.#meetEarly(from, from_connection, life);
    }
    participant.life = life;
    participant.peer?.receive(type, data).catch((error) => {
      console.warn(`switchboard: a signal of ${from} could not be taken`, error);
    });
  }

  /**
   * Signals are relayed at once, so an offer may come before the news of who makes it.
   *
   * @param {string} user_id
   * @param {string} connection_id
   * @param {string} life
   */
  #meetEarly(user_id, connection_id, life) {
    const known = this.#participants.get(connection_id);
    const record = { user_id, connection_id, ...(known?.user && { user: known.user }) };
    return this.#meet(record, { speaksFirst: false, isAnnounced: false, life });
  }

  /** @param {{connection_id: string}} of @param {Partial<Participant>} changes */
  #change({ connection_id }, changes) {
    const participant = this.#participants.get(connection_id);
    if (!participant) return;
    Object.assign(participant, changes);
    this.emit("changed", participant);
  }

  /** @param {Frames.ConnectionFrame} frame */
  #comeBack({ connection_id }) {
    if (this.#joinedAs === undefined) return;
    if (connection_id === this.#joinedAs) {
      for (const { peer } of this.#participants.values()) peer?.repeat();
      return;
    }
    // The grace is over, and this is a device like any new one.
    for (const { peer } of this.#participants.values()) peer?.close();
    this.#participants.clear();
    this.join().catch((error) => {
      const reason = error instanceof SwitchboardError ? error.code : "failed";
      this.#end({ reason });
    });
  }

  /** @param {TrackKind} kind */
  #sendEverybody(kind) {
    const media = this.#media;
    if (!media) return;
    for (const { peer } of this.#participants.values())
      void peer?.setTrack(kind, media.track(kind), media.stream);
  }

  /** @param {Frames.MediaState} media */
  #tellMedia(media) {
    if (this.#joinedAs === undefined || this.#isOver) return;
    this.#command("media", { media }).catch(() => {
      // The others then see what comes in; only the sign beside it is late.
    });
  }

  #measureLater() {
    this.#stopMeasuring = this.#timers.after(async () => {
      await Promise.all(this.participants.map((participant) => this.#measure(participant)));
      if (this.#isOver) return;
      if (++this.#measures % measures_per_report === 0) this.#report();
      this.#measureLater();
    }, measure_every_ms);
  }

  /** @param {Participant} participant */
  async #measure(participant) {
    participant.quality = await participant.peer?.measure();
    if (participant.quality) this.emit("changed", participant);
  }

  #report() {
    const peers = this.participants
      .filter(({ quality }) => quality)
      .map(({ connectionId, quality }) => ({ connection_id: connectionId, ...quality }));
    if (peers.length > 0)
      this.#command("quality_report", { metrics: { peers } }).catch(() => {
        // The next one comes in a few seconds.
      });
  }

  /**
   * Between two people one answer is the end; in a group others may still come.
   *
   * @param {string} reason
   */
  #endUnanswered(reason) {
    if (this.id.startsWith("direct~")) this.#end({ reason });
  }

  /** @param {{reason: string, duration_s?: number}} how */
  #end({ reason, duration_s }) {
    if (this.#isOver) return;
    this.#close();
    this.#outcome = { reason, ...(duration_s !== undefined && { duration_s }) };
    this.emit("ended", this.#outcome);
  }

  #close() {
    this.#isOver = true;
    this.#stopMeasuring();
    this.#stopRenewing();
    for (const off of this.#offs.splice(0)) off();
    for (const { peer } of this.#participants.values()) peer?.close();
    this.#participants.clear();
  }
}
