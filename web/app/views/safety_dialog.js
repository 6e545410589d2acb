import { showDialog } from "../dialog.js";
import { element, field, valuesOf } from "../dom.js";
import { say } from "../language/language.js";

/** What one can do about somebody: block them, and report them. */
export function safetyDialog(app, userId) {
  const name = app.people.name(userId);
  const isBlocked = app.blocks.has(userId);
  const setBlock = () =>
    app.attempt(async () => {
      await app.blocks.set(userId, !isBlocked);
      dialog.close();
      app.notice(say(isBlocked ? "safety.is_unblocked" : "safety.is_blocked", { name }));
    });
  const dialog = showDialog(
    say("safety.title", { name }),
    element(
      "section.stack",
      {},
      element("p.hint", {}, say(isBlocked ? "safety.unblock_hint" : "safety.block_hint")),
      element(
        isBlocked ? "button" : "button.danger",
        { type: "button", onclick: setBlock },
        say(isBlocked ? "safety.unblock" : "safety.block"),
      ),
    ),
    element(
      "button",
      { type: "button", onclick: () => (dialog.close(), reportDialog(app, userId)) },
      say("safety.report"),
    ),
  );
}

/**
 * Tells the administrators of somebody.
 *
 * @param {import("../main.js").App} app
 * @param {string} userId
 * @param {import("/client/frames.js").Message} [message] for what they wrote
 */
export function reportDialog(app, userId, message) {
  const onsubmit = async (event) => {
    event.preventDefault();
    const { reason } = valuesOf(event.target);
    await app.attempt(async () => {
      await app.client.report({ user_id: userId, message_id: message?.id, reason });
      dialog.close();
      app.notice(say("safety.reported"));
    });
  };
  const dialog = showDialog(
    say("safety.report_title", { name: app.people.name(userId) }),
    message && element("blockquote", {}, message.content),
    element(
      "form.stack",
      { onsubmit },
      element("p.hint", {}, say("safety.report_hint")),
      field(say("safety.reason"), { name: "reason", required: true, maxlength: 500 }),
      element("button.primary", { type: "submit" }, say("safety.send_report")),
    ),
  );
}
