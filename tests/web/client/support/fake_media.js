import { Emitter } from "../../../../web/client/emitter.js";

/** As much of a media stream as a call needs, for Node, which has none. */
export class FakeMediaStream {
  #tracks = new Set();

  getTracks() {
    return [...this.#tracks];
  }

  addTrack(track) {
    this.#tracks.add(track);
  }

  removeTrack(track) {
    this.#tracks.delete(track);
  }
}

/** What this device sends: tracks that are only names. */
export class FakeMedia extends Emitter {
  stream = new FakeMediaStream();
  state = { audio: true, video: true, screen: false };
  tracks = { audio: { kind: "audio" }, video: { kind: "video" } };

  track(kind) {
    return this.tracks[kind];
  }
}

/**
 * A peer connection that negotiates by the rules of the real one: the signalling states, the roll back
 * of the polite side, and the negotiation that is needed when tracks were added.
 */
export class FakePeerConnection {
  static made = [];

  signalingState = "stable";
  connectionState = "new";
  localDescription = null;
  remoteDescription = null;
  isClosed = false;
  senders = [];
  #negotiated = 0;

  constructor(configuration) {
    this.configuration = configuration;
    FakePeerConnection.made.push(this);
  }

  getConfiguration() {
    return this.configuration;
  }

  setConfiguration(configuration) {
    this.configuration = configuration;
  }

  addTrack(track) {
    const sender = { track, replaceTrack: async (next) => void (sender.track = next) };
    this.senders.push(sender);
    this.#checkNegotiation();
    return sender;
  }

  addTransceiver(kind) {
    this.senders.push({ track: null, kind });
    this.#checkNegotiation();
  }

  async setLocalDescription() {
    const isAnswer = this.signalingState === "have-remote-offer";
    this.localDescription = this.#describe(isAnswer ? "answer" : "offer");
    this.signalingState = isAnswer ? "stable" : "have-local-offer";
    if (isAnswer) this.#settle();
  }

  async setRemoteDescription({ type, sdp }) {
    if (type === "answer" && this.signalingState !== "have-local-offer")
      throw new Error(`an answer in ${this.signalingState}`);
    this.remoteDescription = { type, sdp };
    this.signalingState = type === "answer" ? "stable" : "have-remote-offer";
    if (type === "answer") this.#settle();
  }

  async addIceCandidate() {}

  async getStats() {
    return new Map();
  }

  restartIce() {
    this.#negotiated = -1;
    this.#checkNegotiation();
  }

  close() {
    this.isClosed = true;
  }

  #describe(type) {
    const sdp = `${type} with ${this.senders.length}`;
    return { type, sdp, toJSON: () => ({ type, sdp }) };
  }

  #settle() {
    this.#negotiated = this.senders.length;
    this.#checkNegotiation();
  }

  #checkNegotiation() {
    if (this.senders.length === this.#negotiated) return;
    queueMicrotask(() => {
      if (this.signalingState === "stable" && this.senders.length !== this.#negotiated)
        this.onnegotiationneeded?.();
    });
  }
}
