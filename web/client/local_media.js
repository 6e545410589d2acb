import { Emitter } from "./emitter.js";

/** @import { MediaState } from "./frames.js" */

/** @typedef {"audio" | "video"} TrackKind */

/**
 * The part of `navigator.mediaDevices` that is used.
 *
 * @typedef {Pick<MediaDevices, "getUserMedia" | "getDisplayMedia" | "enumerateDevices">} Devices
 */

/**
 * What this device sends: a microphone, and either a camera or the screen.
 *
 * Muting leaves the microphone open, so that speaking again needs no wait; a camera that is turned off
 * is let go, so that its light goes out.
 *
 * @extends {Emitter<{track: TrackKind, state: MediaState}>}
 */
export class LocalMedia extends Emitter {
  #devices;
  /** @type {MediaStreamTrack | null} */
  #microphone = null;
  /** @type {MediaStreamTrack | null} */
  #camera = null;
  /** @type {MediaStreamTrack | null} */
  #screen = null;
  /** @type {{audio?: string, video?: string}} */
  #chosen = {};

  /** What a page shows of itself, and what the tracks belong to on the other side. */
  stream = new MediaStream();

  /** @param {Devices} [devices] */
  constructor(devices = navigator.mediaDevices) {
    super();
    this.#devices = devices;
  }

  /** @returns {MediaState} */
  get state() {
    return {
      audio: this.#microphone?.enabled ?? false,
      video: this.#camera !== null && this.#screen === null,
      screen: this.#screen !== null,
    };
  }

  /** Whether the camera is on, also while the screen is what is sent. */
  get hasCamera() {
    return this.#camera !== null;
  }

  /** @param {TrackKind} kind */
  track(kind) {
    return kind === "audio" ? this.#microphone : (this.#screen ?? this.#camera);
  }

  /**
   * Opens what was asked for, as far as there is leave and a device.
   *
   * @param {{audio?: boolean, video?: boolean}} wanted
   * @returns {Promise<TrackKind[]>} what could not be had
   */
  async open({ audio = true, video = false }) {
    /** @type {TrackKind[]} */
    const missing = [];
    if (audio && !(await this.#try(() => this.#openMicrophone()))) missing.push("audio");
    if (video && !(await this.#try(() => this.setCamera(true)))) missing.push("video");
    return missing;
  }

  /** @param {boolean} isOn */
  async setMicrophone(isOn) {
    if (!this.#microphone && isOn) await this.#openMicrophone();
    if (this.#microphone) this.#microphone.enabled = isOn;
    this.emit("state", this.state);
  }

  /** @param {boolean} isOn */
  async setCamera(isOn) {
    const before = this.#camera;
    if ((before !== null) === isOn) return;
    this.#camera = isOn ? await this.#openDevice("video") : null;
    before?.stop();
    this.#changed("video");
  }

  /** @param {boolean} isOn */
  async setScreen(isOn) {
    const before = this.#screen;
    if ((before !== null) === isOn) return;
    this.#screen = isOn ? await this.#openScreen() : null;
    before?.stop();
    this.#changed("video");
  }

  /**
   * Goes over to another microphone or camera.
   *
   * @param {TrackKind} kind
   * @param {string} deviceId
   */
  async choose(kind, deviceId) {
    this.#chosen[kind] = deviceId;
    if (kind === "audio" && this.#microphone) {
      const { enabled } = this.#microphone;
      await this.#openMicrophone();
      this.#microphone.enabled = enabled;
    } else if (kind === "video" && this.#camera) {
      const before = this.#camera;
      this.#camera = await this.#openDevice("video");
      before.stop();
      this.#changed("video");
    }
  }

  /** @returns {Promise<MediaDeviceInfo[]>} */
  async list() {
    const devices = await this.#devices.enumerateDevices();
    return devices.filter(({ kind }) => kind === "audioinput" || kind === "videoinput");
  }

  close() {
    for (const track of [this.#microphone, this.#camera, this.#screen]) track?.stop();
    this.#microphone = this.#camera = this.#screen = null;
    for (const track of this.stream.getTracks()) this.stream.removeTrack(track);
  }

  async #openMicrophone() {
    const before = this.#microphone;
    this.#microphone = await this.#openDevice("audio");
    before?.stop();
    this.#changed("audio");
  }

  /** @param {TrackKind} kind */
  async #openDevice(kind) {
    const chosen = this.#chosen[kind];
    const device = chosen === undefined ? true : { deviceId: { exact: chosen } };
    const stream = await this.#devices.getUserMedia({ [kind]: device });
    return stream.getTracks()[0] ?? null;
  }

  async #openScreen() {
    const stream = await this.#devices.getDisplayMedia({ video: true });
    const screen = stream.getVideoTracks()[0] ?? null;
    // The browser has a button of its own to stop it.
    if (screen) screen.onended = () => void this.setScreen(false);
    return screen;
  }

  /** @param {TrackKind} kind */
  #changed(kind) {
    for (const track of this.stream.getTracks())
      if (track.kind === kind) this.stream.removeTrack(track);
    const track = this.track(kind);
    if (track) this.stream.addTrack(track);
    this.emit("track", kind);
    this.emit("state", this.state);
  }

  /** @param {() => Promise<void>} open */
  async #try(open) {
    try {
      await open();
      return true;
    } catch {
      return false;
    }
  }
}
