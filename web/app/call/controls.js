import { iconButton, element } from "../dom.js";
import { say } from "../language/language.js";
import { deviceDialog, safetyDialog } from "./dialogs.js";

/**
 * The buttons under the pictures. Each says what it will do, and whether what it stands for is on.
 *
 * @param {import("../main.js").App} app
 * @param {object} stage
 * @param {boolean} stage.isRecording
 * @param {boolean} stage.isChecking
 * @param {() => void} stage.toggleRecording
 * @param {() => void} stage.toggleCheck
 */
export function controls(app, stage) {
  const { media, call } = app.current;
  const { audio, screen } = media.state;
  const hasCamera = media.hasCamera;
  const toggle = (name, isOn, signs, act) =>
    iconButton(isOn ? signs[0] : signs[1], say(`call.${name}_${isOn ? "off" : "on"}`), {
      class: isOn ? "is-on" : "is-off",
      "data-control": name,
      "aria-pressed": String(isOn),
      onclick: () => app.attempt(act),
    });
  const shows = (name, sign, act) =>
    iconButton(sign, say(`call.${name}`), {
      "data-control": name,
      onclick: () => app.attempt(act),
    });
  return element(
    "div.controls",
    { role: "toolbar", "aria-label": say("call.title") },
    toggle("microphone", audio, ["microphone", "microphone_off"], () =>
      media.setMicrophone(!audio),
    ),
    toggle("camera", hasCamera, ["camera", "camera_off"], () => media.setCamera(!hasCamera)),
    toggle("screen", screen, ["screen", "screen"], () => media.setScreen(!screen)),
    shows("devices", "settings", () => deviceDialog(media)),
    toggle("record", stage.isRecording, ["record", "record"], stage.toggleRecording),
    shows("safety", "key", () => safetyDialog(call)),
    toggle("security", stage.isChecking, ["shield", "shield"], stage.toggleCheck),
    iconButton("hang_up", say("call.hang_up"), {
      class: "danger",
      "data-control": "hang_up",
      onclick: () => app.attempt(() => app.current.hangUp()),
    }),
  );
}
