const check_every_ms = 10_000;
/** Frames are analysed at this width at most; the models look at less. */
const max_width = 480;

/**
 * Looks now and then whether the others' pictures show a living person, and tells everybody in the call
 * what it makes of it. The models are loaded when it is turned on for the first time, and work in
 * a thread of their own.
 */
export class SecurityCheck {
  #call;
  #pictures;
  #changed;
  /** @type {Worker | undefined} */
  #worker;
  #timer;
  /** @type {"off" | "loading" | "on" | "failed"} */
  #state = "off";

  /**
   * @param {import("/client/call.js").Call} call
   * @param {() => {userId: string, video: HTMLVideoElement}[]} pictures
   * @param {() => void} changed
   */
  constructor(call, pictures, changed) {
    this.#call = call;
    this.#pictures = pictures;
    this.#changed = changed;
  }

  get isOn() {
    return this.#state === "loading" || this.#state === "on";
  }

  get isLoading() {
    return this.#state === "loading";
  }

  get hasFailed() {
    return this.#state === "failed";
  }

  start() {
    this.#state = "loading";
    this.#worker = new Worker("/security/worker.js", { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#take(data);
    this.#worker.onerror = () => this.#fail();
  }

  stop() {
    clearInterval(this.#timer);
    this.#worker?.terminate();
    this.#worker = undefined;
    if (this.#state !== "failed") this.#state = "off";
  }

  /** @param {{ready?: true, failed?: string, userId?: string, finding?: object}} told */
  #take({ ready, failed, userId, finding }) {
    if (failed !== undefined) this.#fail();
    else if (ready) this.#begin();
    else if (finding) void this.#report(userId, finding);
  }

  #begin() {
    this.#state = "on";
    this.#changed();
    this.#look();
    this.#timer = setInterval(() => this.#look(), check_every_ms);
  }

  #fail() {
    this.stop();
    this.#state = "failed";
    this.#changed();
  }

  #look() {
    for (const { userId, video } of this.#pictures()) {
      if (video.videoWidth === 0) continue;
      const width = Math.min(video.videoWidth, max_width);
      void createImageBitmap(video, { resizeWidth: width }).then((frame) =>
        this.#worker?.postMessage({ userId, frame }, [frame]),
      );
    }
  }

  async #report(subject_user_id, finding) {
    await this.#call.reportSecurity({ subject_user_id, ...finding }).catch(() => {
      // The next one comes in a few seconds.
    });
  }
}
