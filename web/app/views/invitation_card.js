import { element, icon } from "../dom.js";
import { say } from "../language/language.js";

/** An invitation in the chat: what became of it, and while it rings, what can be done. */
export function invitationCard(app, invitation) {
  const { call_type, status } = invitation;
  return element(
    "div.invitation",
    { "data-status": status },
    icon(call_type === "video" ? "camera" : "phone"),
    element("span", {}, say(`invitation.${call_type}`)),
    element("span.invitation-status", {}, say(`invitation.${status}`)),
    status === "pending" && element("span.invitation-buttons", {}, ...buttons(app, invitation)),
  );
}

function buttons(app, { call_id, call_type, caller_id }) {
  const button = (kind, label, onclick) =>
    element(`button.${kind}`, { type: "button", onclick }, say(`invitation.${label}`));
  if (caller_id === app.client.user.id) {
    const isHere = app.current.call?.id === call_id;
    return isHere
      ? [button("danger", "cancel", () => app.attempt(() => app.current.hangUp()))]
      : [];
  }
  return [
    button("accept", "accept", () => app.answer(call_id, call_type)),
    button("danger", "reject", () => app.decline(call_id)),
  ];
}
