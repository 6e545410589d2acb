import { element, fill, icon } from "./dom.js";
import { say } from "./language/language.js";
import { play } from "./sounds.js";

const outcome_types = ["call_answered_elsewhere", "call_cancelled", "call_missed", "call_ended"];

/**
 * The incoming call, over whatever page one is on: with a sound, in the title, and as a notification of
 * the system where that is allowed and nobody looks at the page.
 */
export class Ring {
  #app;
  /** @type {{call_id: string, room_id?: string, caller: any, call_type: string} | undefined} */
  #invitation;
  #dialog;
  #stopSound = () => {};
  #title = document.title;
  /** @type {Notification | undefined} */
  #notification;

  /** @param {import("./main.js").App} app */
  constructor(app) {
    this.#app = app;
    this.#dialog = element("dialog.ring", { "aria-live": "assertive" });
    // Escape would take it away unanswered.
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(this.#dialog);
    app.client.on("call_invitation", (invitation) => this.show(invitation));
    for (const type of outcome_types) app.client.on(type, (frame) => this.#settle(type, frame));
    app.client.on("closed", () => this.#hide());
  }

  /** @param {{call_id: string, room_id?: string, caller: any, call_type: string, expires_at?: string}} invitation */
  show(invitation) {
    const isMine = invitation.caller.id === this.#app.client.user?.id;
    if (isMine || invitation.call_id === this.#app.current.call?.id) return;
    if (invitation.room_id?.startsWith("group~") && this.#isBusy()) return;
    this.#hide();
    this.#invitation = invitation;
    const name = invitation.caller.full_name || invitation.caller.id;
    fill(this.#dialog, ...this.#contents(invitation, name));
    this.#dialog.showModal();
    document.title = say("ring.title", { name });
    this.#stopSound = play("ring");
    if (document.hidden) this.#notify(invitation, name);
  }

  /** A group is told as one, so that its members are not to be disturbed is known here alone. */
  #isBusy() {
    const me = this.#app.client.user;
    const status = me && this.#app.people.presence(me.id)?.status;
    return Boolean(this.#app.current.call) || status === "busy" || status === "do_not_disturb";
  }

  /** Calls that rang before this page was there. */
  async lookForCalls() {
    const me = this.#app.client.user?.id;
    for (const call of await this.#app.client.activeCalls()) {
      const isForMe = call.status === "ringing" && call.caller_id !== me;
      if (!isForMe || this.#app.current.call?.id === call.id || this.#invitation) continue;
      await this.#app.people.meet(call.caller_id);
      const caller = { id: call.caller_id, full_name: this.#app.people.name(call.caller_id) };
      this.show({ call_id: call.id, caller, call_type: call.call_type });
    }
  }

  #contents({ call_id, call_type }, name) {
    const accept = (callType) => () => this.#accept(call_id, callType);
    const answer = (callType, sign) =>
      element(
        "button.accept",
        { type: "button", onclick: accept(callType), autofocus: callType === call_type },
        icon(sign),
        say(`ring.accept_${callType}`),
      );
    return [
      element("h2", {}, say(`ring.${call_type}`, { name })),
      element(
        "div.ring-buttons",
        {},
        call_type === "video" && answer("video", "camera"),
        answer("audio", "phone"),
        element(
          "button.danger",
          { type: "button", onclick: () => this.#reject(call_id) },
          icon("hang_up"),
          say("invitation.reject"),
        ),
      ),
    ];
  }

  #accept(callId, callType) {
    this.#hide();
    void this.#app.answer(callId, callType);
  }

  #reject(callId) {
    this.#hide();
    void this.#app.decline(callId);
  }

  #settle(type, { call_id }) {
    if (this.#invitation?.call_id !== call_id) return;
    const { caller } = this.#invitation;
    this.#hide();
    const name = caller.full_name || caller.id;
    if (type === "call_missed") this.#app.notice(say("ring.missed", { name }));
  }

  /** Takes the overlay away, because the call was answered on this page otherwise. */
  hide(callId) {
    if (this.#invitation?.call_id === callId) this.#hide();
  }

  #hide() {
    if (!this.#invitation) return;
    this.#invitation = undefined;
    this.#stopSound();
    this.#notification?.close();
    document.title = this.#title;
    this.#dialog.close();
  }

  #notify({ call_id, call_type }, name) {
    if (globalThis.Notification?.permission !== "granted") return;
    const text = say(`ring.${call_type}`, { name });
    this.#notification = new Notification(text, { tag: call_id, icon: "/icon.svg" });
    this.#notification.onclick = () => window.focus();
  }
}
