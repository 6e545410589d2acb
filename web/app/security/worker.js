import Human from "/vendor/human/dist/human.esm.js";
import { judge } from "./judgement.js";

const off = { enabled: false };

/** Only what tells a living face from a picture of one. */
const configuration = {
  backend: globalThis.OffscreenCanvas ? "humangl" : "cpu",
  modelBasePath: "/vendor/human/models/",
  cacheModels: false,
  debug: false,
  filter: off,
  gesture: off,
  body: off,
  hand: off,
  object: off,
  segmentation: off,
  face: {
    enabled: true,
    detector: { maxDetected: 1, rotation: false },
    mesh: off,
    iris: off,
    attention: off,
    emotion: off,
    description: off,
    antispoof: { enabled: true },
    liveness: { enabled: true },
  },
};

const human = new Human(configuration);

/** One frame after the other: the models keep state while they look at one. */
let last = human
  .load()
  .then(() => postMessage({ ready: true }))
  .catch((error) => postMessage({ failed: String(error) }));

onmessage = ({ data }) => {
  last = last.then(() => analyse(data));
};

/** @param {{userId: string, frame: ImageBitmap}} asked */
async function analyse({ userId, frame }) {
  const { face } = await human.detect(frame);
  frame.close();
  postMessage({ userId, finding: judge(face[0]) });
}
