import { avatar, element, fill, icon } from "../dom.js";
import { say } from "../language/language.js";

/** One person in the grid: the picture, or who it is when there is none, and what is to know of them. */
export class Tile {
  #video = element("video", { autoplay: true, playsinline: true });
  #face = element("div.tile-face");
  #caption = element("figcaption");
  #name = "";

  /** @param {string} connectionId @param {{isOwn?: boolean}} [options] */
  constructor(connectionId, { isOwn = false } = {}) {
    // One's own sound would come back as an echo.
    this.#video.muted = isOwn;
    this.element = element(
      `figure.tile${isOwn ? ".own" : ""}`,
      { "data-connection": connectionId },
      this.#video,
      this.#face,
      this.#caption,
    );
  }

  get video() {
    return this.#video;
  }

  /**
   * @param {object} shown
   * @param {string} shown.name
   * @param {MediaStream | undefined} shown.stream
   * @param {import("/client/frames.js").MediaState} shown.media
   * @param {string} [shown.note] such as that it reconnects
   * @param {import("/client/quality.js").Quality} [shown.quality]
   * @param {{status: "safe" | "risk", risk_score: number, confidence: number}} [shown.security]
   */
  show({ name, stream, media, note, quality, security }) {
    if (stream && this.#video.srcObject !== stream) this.#video.srcObject = stream;
    const hasPicture = media.video || media.screen;
    this.element.classList.toggle("has-picture", hasPicture);
    this.element.classList.toggle("is-screen", media.screen);
    if (name !== this.#name) fill(this.#face, avatar(name));
    this.#name = name;
    const signs = [
      element("span.tile-name", {}, name),
      !media.audio && labelled("microphone_off", say("call.muted")),
      quality && qualityBars(quality),
      security && securityBadge(security),
      note && element("span.tile-note", {}, note),
    ];
    fill(this.#caption, ...signs);
  }
}

function labelled(sign, label) {
  return element("span.tile-sign", { role: "img", "aria-label": label, title: label }, icon(sign));
}

function qualityBars(quality) {
  const detail = say("call.quality_detail", {
    ...quality,
    loss: (quality.loss_ratio * 100).toFixed(1),
  });
  const label = `${say(`call.quality_${quality.grade}`)} (${detail})`;
  const bars = [1, 2, 3].map(() => element("i"));
  return element(
    "span",
    { class: `quality ${quality.grade}`, role: "img", "aria-label": label, title: label },
    ...bars,
  );
}

function securityBadge({ status, risk_score, confidence }) {
  const percent = (part) => Math.round(part * 100);
  const text = say("call.risk_of", {
    word: say(`call.${status}`),
    score: percent(risk_score),
    confidence: percent(confidence),
  });
  return element("span", { class: `security ${status}` }, text);
}
