const picture = { width: 1280, height: 720, frames_per_second: 15 };
const types = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"];

/**
 * Records a call in the browser: all pictures side by side, all voices mixed. The file goes to the disk
 * of whoever records, and nowhere else.
 */
export class Recorder {
  #canvas = Object.assign(document.createElement("canvas"), {
    width: picture.width,
    height: picture.height,
  });
  #audio = new AudioContext();
  #mix = this.#audio.createMediaStreamDestination();
  /** @type {Set<string>} the tracks that are in the mix */
  #heard = new Set();
  #videos;
  #recorder;
  #parts = [];
  #timer;

  /** @param {() => HTMLVideoElement[]} videos what is to be seen and heard at the moment */
  constructor(videos) {
    this.#videos = videos;
    const stream = this.#canvas.captureStream(picture.frames_per_second);
    for (const track of this.#mix.stream.getAudioTracks()) stream.addTrack(track);
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
    this.#recorder = new MediaRecorder(stream, { mimeType });
    this.#recorder.ondataavailable = ({ data }) => this.#parts.push(data);
  }

  start() {
    this.#recorder.start(1_000);
    this.#timer = setInterval(() => this.#draw(), 1000 / picture.frames_per_second);
  }

  /** @returns {Promise<Blob>} */
  async stop() {
    clearInterval(this.#timer);
    const stopped = new Promise((resolve) => (this.#recorder.onstop = resolve));
    this.#recorder.stop();
    await stopped;
    await this.#audio.close();
    return new Blob(this.#parts, { type: this.#recorder.mimeType });
  }

  #draw() {
    const videos = this.#videos();
    for (const video of videos) this.#hear(video);
    const context = this.#canvas.getContext("2d");
    context.fillStyle = "black";
    context.fillRect(0, 0, picture.width, picture.height);
    const columns = Math.ceil(Math.sqrt(videos.length));
    const rows = Math.ceil(videos.length / columns);
    const cell = { width: picture.width / columns, height: picture.height / rows };
    videos.forEach((video, at) => {
      if (video.videoWidth === 0) return;
      const left = (at % columns) * cell.width;
      const top = Math.floor(at / columns) * cell.height;
      const scale = Math.min(cell.width / video.videoWidth, cell.height / video.videoHeight);
      const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
      context.drawImage(
        video,
        left + (cell.width - width) / 2,
        top + (cell.height - height) / 2,
        width,
        height,
      );
    });
  }

  #hear(video) {
    const tracks = video.srcObject?.getAudioTracks() ?? [];
    for (const track of tracks) {
      if (this.#heard.has(track.id)) continue;
      this.#heard.add(track.id);
      this.#audio.createMediaStreamSource(new MediaStream([track])).connect(this.#mix);
    }
  }
}

/** @param {Blob} recording */
export function saveRecording(recording) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(recording);
  const extension = recording.type.includes("mp4") ? "mp4" : "webm";
  link.download = `call-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
