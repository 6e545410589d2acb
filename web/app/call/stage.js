import { element, fill } from "../dom.js";
import { say, sayDuration } from "../language/language.js";
import { SecurityCheck } from "../security/check.js";
import { play } from "../sounds.js";
import { controls } from "./controls.js";
import { Recorder, saveRecording } from "./recorder.js";
import { Tile } from "./tile.js";

/** The call that the page is in: everybody's picture, how it goes, and what one can do. */
export class Stage {
  #app;
  #grid = element("div.grid");
  #line = element("p.call-line", { role: "status" });
  #clock = element("time.call-clock");
  #notes = element("div.call-notes", { "aria-live": "polite" });
  #controls = element("div.controls-place");
  /** @type {Map<string, Tile>} by connection, and `own` */
  #tiles = new Map();
  /** @type {Map<string, any>} what the security checks found, by person */
  #security = new Map();
  /** @type {Recorder | undefined} */
  #recorder;
  #check;
  #stopSound = () => {};
  #isSounding = false;
  #offs = [];

  /** @param {import("../main.js").App} app */
  constructor(app) {
    this.#app = app;
    this.element = element(
      "section.stage",
      { "aria-label": say("call.title") },
      element("header.call-head", {}, this.#line, this.#clock),
      this.#notes,
      this.#grid,
      this.#controls,
    );
    const { call } = app.current;
    this.#check = new SecurityCheck(
      call,
      () => this.#pictures(),
      () => this.#show(),
    );
    this.#offs.push(
      app.current.on("changed", () => this.#show()),
      call.on("security_status", (found) => this.#noteSecurity(found)),
    );
    const timer = setInterval(() => this.#showClock(), 1_000);
    this.#offs.push(() => clearInterval(timer));
    this.#show();
  }

  close() {
    for (const off of this.#offs.splice(0)) off();
    this.#check.stop();
    this.#ringBack(false);
    if (this.#recorder) void this.#stopRecording();
  }

  get isRecording() {
    return this.#recorder !== undefined;
  }

  get isChecking() {
    return this.#check.isOn;
  }

  toggleRecording = async () => {
    const { call } = this.#app.current;
    if (this.#recorder) await this.#stopRecording();
    else {
      // First the notice, then the recording: nobody is recorded unknowingly.
      await call.setRecording(true);
      this.#recorder = new Recorder(() => [...this.#tiles.values()].map(({ video }) => video));
      this.#recorder.start();
    }
    this.#show();
  };

  toggleCheck = () => {
    if (this.#check.isOn) this.#check.stop();
    else this.#check.start();
    this.#show();
  };

  async #stopRecording() {
    const recorder = this.#recorder;
    this.#recorder = undefined;
    saveRecording(await recorder.stop());
    const { call } = this.#app.current;
    await call?.setRecording(false).catch(() => {
      // The call is over, and the others know that the recording is too.
    });
  }

  #show() {
    const { call, media, stage } = this.#app.current;
    if (!call || !media) return;
    this.#showTiles(call, media);
    this.#line.textContent = this.#lineOf(call, stage);
    this.#showNotes(call);
    this.#showClock();
    this.#keepFocus(() => fill(this.#controls, controls(this.#app, this)));
    this.#ringBack(stage === "calling" || stage === "ringing");
  }

  /** The buttons are made anew, and the one that was pressed stays the one in focus. */
  #keepFocus(change) {
    const pressed = document.activeElement?.getAttribute("data-control");
    change();
    if (pressed) this.#controls.querySelector(`[data-control="${pressed}"]`)?.focus();
  }

  #showTiles(call, media) {
    const shown = new Set(["own", ...call.participants.map(({ connectionId }) => connectionId)]);
    for (const [key, tile] of this.#tiles)
      if (!shown.has(key)) {
        tile.element.remove();
        this.#tiles.delete(key);
      }
    for (const participant of call.participants) this.#showParticipant(participant);
    this.#tile("own", { isOwn: true }).show({
      name: say("call.you"),
      stream: media.stream,
      media: media.state,
      security: this.#security.get(this.#app.client.user?.id),
    });
    this.#grid.dataset.count = String(this.#tiles.size);
  }

  #showParticipant(participant) {
    const { connectionId, media, stream, quality, userId } = participant;
    this.#tile(connectionId).show({
      name: participant.name,
      stream,
      media,
      quality,
      note: noteOf(participant),
      security: this.#security.get(userId),
    });
  }

  #tile(key, options) {
    let tile = this.#tiles.get(key);
    if (!tile) {
      tile = new Tile(key, options);
      this.#tiles.set(key, tile);
      // Others first; one's own picture is the last.
      this.#grid.insertBefore(
        tile.element,
        options?.isOwn ? null : (this.#tiles.get("own")?.element ?? null),
      );
    }
    return tile;
  }

  #lineOf(call, stage) {
    if (this.#app.current.connectionState !== "open") return say("call.reconnecting");
    if (stage === "calling" || stage === "ringing") return say(`call.${stage}`);
    return call.participants.length === 0
      ? say("call.alone")
      : call.participants.map(({ name }) => name).join(", ");
  }

  #showNotes(call) {
    const { missing } = this.#app.current;
    const recording = call.participants.filter(({ isRecording }) => isRecording);
    const notes = [
      ...missing.map((kind) => say(`call.no_${kind}`)),
      ...recording.map(({ name }) => say("call.is_recording", { name })),
      this.isRecording && say("call.you_record"),
      this.#check.isOn && say("call.security_hint"),
      this.#check.isLoading && say("call.security_loading"),
      this.#check.hasFailed && say("call.security_failed"),
    ];
    const texts = notes.filter(Boolean);
    if (texts.join() === [...this.#notes.children].map((note) => note.textContent).join()) return;
    fill(this.#notes, ...texts.map((text) => element("p", {}, text)));
  }

  #showClock() {
    const { stage, started_at_ms } = this.#app.current;
    this.#clock.textContent =
      stage === "active" ? sayDuration((Date.now() - started_at_ms) / 1000) : "";
  }

  #ringBack(isWanted) {
    if (isWanted === this.#isSounding) return;
    this.#isSounding = isWanted;
    if (isWanted) this.#stopSound = play("ring_back");
    else this.#stopSound();
  }

  #noteSecurity(found) {
    this.#security.set(found.subject_user_id, found);
    this.#show();
  }

  /** The pictures of the others, for the security check. */
  #pictures() {
    const { call } = this.#app.current;
    return (call?.participants ?? [])
      .filter(({ media }) => media.video && !media.screen)
      .map(({ userId, connectionId }) => ({ userId, video: this.#tiles.get(connectionId).video }));
  }
}

/** @param {import("/client/participant.js").Participant} participant */
function noteOf({ isSuspect, peer }) {
  if (isSuspect) return say("call.suspect");
  const state = peer?.state;
  if (state === "new" || state === "connecting") return say("call.connecting");
  return state === "disconnected" || state === "failed" ? say("call.reconnecting") : undefined;
}
