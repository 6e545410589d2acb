import { element, fill } from "../dom.js";
import { say } from "../language/language.js";

/** Whom one has blocked, each with a way to take that back. */
export function blockedPeople(app) {
  const list = element("ul.sessions", { "aria-label": say("safety.blocked_people") });
  const show = () => {
    const rows = app.blocks.ids.map((id) => blockedRow(app, id));
    fill(list, ...(rows.length > 0 ? rows : [element("li.hint", {}, say("safety.nobody_blocked"))]));
  };
  const offs = [app.blocks.on("changed", show), app.people.on("changed", show)];
  for (const id of app.blocks.ids) void app.people.meet(id);
  show();
  return {
    element: element("section.stack", {}, element("h2", {}, say("safety.blocked_people")), list),
    close: () => {
      for (const off of offs) off();
    },
  };
}

function blockedRow(app, id) {
  const unblock = () => app.attempt(() => app.blocks.set(id, false));
  return element(
    "li.session",
    {},
    element("span.session-text", {}, app.people.name(id)),
    element("button", { type: "button", onclick: unblock }, say("safety.unblock")),
  );
}
