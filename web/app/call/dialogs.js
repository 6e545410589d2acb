import { showDialog } from "../dialog.js";
import { element } from "../dom.js";
import { say } from "../language/language.js";

/** Which microphone and which camera. @param {import("/client/local_media.js").LocalMedia} media */
export async function deviceDialog(media) {
  const devices = await media.list();
  const choice = (kind) => {
    const present = media.track(kind)?.getSettings().deviceId;
    const options = devices
      .filter((device) => device.kind === `${kind}input`)
      .map(({ deviceId, label }, at) =>
        element(
          "option",
          { value: deviceId, selected: deviceId === present },
          label || `${at + 1}`,
        ),
      );
    const choose = ({ target }) => media.choose(kind, target.value);
    return element(
      "label.field",
      {},
      element("span", {}, say(`call.device_${kind}`)),
      element("select", { onchange: choose }, ...options),
    );
  };
  showDialog(say("call.devices"), element("div.stack", {}, choice("audio"), choice("video")));
}

/** The words to compare by voice, with each of the others. @param {import("/client/call.js").Call} call */
export async function safetyDialog(call) {
  const rows = await Promise.all(
    call.participants.map(async ({ name, peer }) => {
      const words = await peer?.safetyWords();
      const text = words?.join(" ") ?? say("call.safety_none");
      return [element("dt", {}, name), element("dd.safety-words", {}, text)];
    }),
  );
  const list =
    rows.length > 0 ? element("dl", {}, ...rows.flat()) : element("p", {}, say("call.safety_none"));
  showDialog(say("call.safety"), element("p.hint", {}, say("call.safety_hint")), list);
}
