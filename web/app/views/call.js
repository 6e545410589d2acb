import { Stage } from "../call/stage.js";
import { element, fill } from "../dom.js";
import { say } from "../language/language.js";

/** The call that this page is in. @type {import("../shell.js").View} */
export function callView(app) {
  const place = element("div.call-page");
  /** @type {Stage | undefined} */
  let stage;
  /** @type {import("/client/call.js").Call | undefined} */
  let shown;
  const show = () => {
    const { call } = app.current;
    if (call === shown && place.hasChildNodes()) return;
    const wasInCall = shown !== undefined;
    shown = call;
    stage?.close();
    stage = call && new Stage(app);
    fill(place, stage?.element ?? element("p.hint", {}, say("call.ended")));
    if (wasInCall && !call) app.go("/chat");
  };
  const off = app.current.on("changed", show);
  show();
  return {
    element: place,
    close: () => {
      off();
      stage?.close();
    },
  };
}
