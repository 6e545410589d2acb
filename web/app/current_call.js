import { Emitter } from "/client/emitter.js";
import { LocalMedia } from "/client/local_media.js";
import { keep, take } from "./page_storage.js";
import { roomOf } from "./rooms.js";

const call_key = "switchboard.call";

/**
 * The call that this page is in, if it is in one. A page that is loaded again goes back into it.
 *
 * @extends {Emitter<{changed: void, over: {reason: string, roomId: string}}>}
 */
export class CurrentCall extends Emitter {
  #client;
  /** @type {import("/client/call.js").Call | undefined} */
  call;
  /** @type {LocalMedia | undefined} */
  media;
  /** The kinds of device that could not be had. @type {string[]} */
  missing = [];
  /** @type {"idle" | "calling" | "ringing" | "active"} */
  stage = "idle";
  started_at_ms = 0;
  /** @type {"audio" | "video"} */
  callType = "video";

  /** @param {import("/client/switchboard.js").Switchboard} client */
  constructor(client) {
    super();
    this.#client = client;
    client.on("call_ringing", ({ call_id }) => this.#advance(call_id, "ringing"));
    client.on("call_accepted", ({ call_id }) => this.#advance(call_id, "active"));
    addEventListener("pagehide", () => {
      const place = this.call && { id: this.call.id, callType: this.callType };
      keep(sessionStorage, call_key, place ?? null);
    });
  }

  get isOn() {
    return this.call !== undefined;
  }

  /** Of the connection that the call is on: the user's, or that of a queue's side. */
  get connectionState() {
    return this.call?.connectionState;
  }

  get roomId() {
    return this.call && roomOf(this.call.id);
  }

  /** @param {{target_user_id: string} | {room_id: string}} whom @param {"audio" | "video"} callType */
  async start(whom, callType) {
    await this.#begin(callType, "calling", (media) =>
      this.#client.invite(whom, { call_type: callType, media }),
    );
  }

  /** @param {string} callId @param {"audio" | "video"} callType */
  async accept(callId, callType) {
    await this.#begin(callType, "active", (media) => this.#client.accept(callId, media));
  }

  /** @param {string} callId @param {"audio" | "video"} callType */
  async join(callId, callType) {
    await this.#begin(callType, "active", (media) => this.#client.join(callId, media));
  }

  /** @param {(media: LocalMedia) => Promise<import("/client/call.js").Call>} enter */
  async enter(enter) {
    await this.#begin("video", "active", enter);
  }

  /** After a reload: the call that the page was in, if it still goes on. */
  async comeBack() {
    const place = take(sessionStorage, call_key);
    if (!place) return;
    const calls = await this.#client.activeCalls();
    const found = calls.find(({ id }) => id === place.id);
    if (!found) return;
    await this.join(place.id, place.callType);
    if (found.status === "ringing") this.#advance(place.id, "calling");
    if (found.start_time) this.started_at_ms = Date.parse(found.start_time);
    this.emit("changed", undefined);
  }

  async hangUp() {
    const { call, stage } = this;
    if (!call) return;
    this.#finish();
    // A group's call goes on without whoever leaves it.
    if (stage !== "active") await call.cancel();
    else if (call.id.startsWith("direct~")) await call.end();
    else await call.leave();
  }

  async #begin(callType, stage, enter) {
    if (this.isOn) await this.hangUp();
    const media = new LocalMedia();
    this.missing = await media.open({ audio: true, video: callType === "video" });
    try {
      this.call = await enter(media);
    } catch (error) {
      media.close();
      throw error;
    }
    Object.assign(this, { media, callType, stage, started_at_ms: Date.now() });
    if (this.call.isOver) return this.#over(this.call.outcome);
    this.call.on("ended", (how) => this.#over(how));
    for (const what of ["joined", "left", "changed", "stream", "connection"])
      this.call.on(what, () => this.emit("changed", undefined));
    this.call.on("joined", () => this.#advance(this.call?.id, "active"));
    if (this.call.participants.length > 0) this.#advance(this.call.id, "active");
    media.on("state", () => this.emit("changed", undefined));
    this.emit("changed", undefined);
    return undefined;
  }

  #advance(callId, stage) {
    if (this.call?.id !== callId || this.stage === stage) return;
    // It rings only until somebody answered, whatever order the news come in.
    if (this.stage === "active" && stage === "ringing") return;
    this.stage = stage;
    this.started_at_ms = Date.now();
    this.emit("changed", undefined);
  }

  #over(how) {
    if (!this.call) return;
    const { roomId } = this;
    this.#finish();
    this.emit("over", { ...how, roomId });
  }

  #finish() {
    this.media?.close();
    this.call = undefined;
    this.media = undefined;
    this.stage = "idle";
    this.emit("changed", undefined);
  }
}
