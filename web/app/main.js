import { Blocks } from "./blocks.js";
import { Chats } from "./chats.js";
import { CurrentCall } from "./current_call.js";
import { chooseLanguage, say, sayError } from "./language/language.js";
import { makeClient } from "./make_client.js";
import { People } from "./people.js";
import { Ring } from "./ring.js";
import { Shell } from "./shell.js";

/** How a call that is over is told; any other reason is simply the end. */
const told_ends = ["rejected", "missed", "busy", "cancelled", "failed", "abandoned"];

/** What the views share: the client, what it knows, and what can be done from everywhere. */
export class App {
  client = makeClient();
  people = new People(this.client);
  blocks = new Blocks(this.client);
  chats = new Chats(this.client, this.people);
  current = new CurrentCall(this.client);
  ring = new Ring(this);
  shell = new Shell(this);

  start() {
    this.client.session.on("user", (user) => this.#begin(user));
    this.client.on("closed", (why) => this.#tellClosed(why));
    this.current.on("over", (how) => this.#tellEnd(how));
    this.shell.start();
    this.#begin(this.client.user);
  }

  /** @param {string} path such as `/chat` */
  go(path) {
    location.hash = path;
  }

  /** @param {string} text for a few seconds */
  notice(text) {
    this.shell.notice(text);
  }

  /** Does it, and says so if it does not work. */
  async attempt(action) {
    try {
      return await action();
    } catch (error) {
      this.notice(sayError(error));
      return undefined;
    }
  }

  /** @param {string} roomId @param {"audio" | "video"} callType */
  async call(roomId, callType) {
    const partner = roomId.startsWith("direct~")
      ? roomId.split("~").find((id, at) => at > 0 && id !== this.client.user.id)
      : undefined;
    const whom = partner ? { target_user_id: partner } : { room_id: roomId };
    await this.attempt(async () => {
      await this.current.start(whom, callType);
      // Whoever calls somebody who is calling them has taken that call.
      this.ring.hide(this.current.call?.id);
      if (this.current.isOn) this.go("/call");
      await this.chats.readAgain(roomId);
    });
  }

  /** @param {string} callId @param {"audio" | "video"} callType */
  async answer(callId, callType) {
    this.ring.hide(callId);
    await this.attempt(async () => {
      await this.current.accept(callId, callType);
      this.chats.settleInvitation(callId, "accepted");
      if (this.current.isOn) this.go("/call");
    });
  }

  /** @param {string} callId */
  async decline(callId) {
    this.ring.hide(callId);
    await this.attempt(async () => {
      await this.client.reject(callId);
      this.chats.settleInvitation(callId, "rejected");
    });
  }

  /** Opens the connection for whoever is signed in, and shows what is theirs. */
  async connect() {
    await this.client.connect();
    this.people.watch([this.client.user.id]);
    await Promise.all([this.chats.loadList(), this.blocks.load(), this.current.comeBack()]);
    await this.ring.lookForCalls();
    if (this.current.isOn) this.go("/call");
  }

  #begin(user) {
    this.people.forget();
    this.blocks.forget();
    this.chats.forget();
    this.shell.show();
    if (user && this.client.connection.state !== "open") void this.attempt(() => this.connect());
  }

  /** @param {{code: string} | null} why null when this page closed it itself */
  #tellClosed(why) {
    if (!why || !this.client.user) return;
    // Asking for a ticket shows whether the session is over, and then leads to the sign-in.
    if (why.code === "session_ended") void this.attempt(() => this.connect());
    else this.shell.showClosed(why.code);
  }

  #tellEnd({ reason, roomId }) {
    const name = this.chats.nameOf(roomId);
    const key = told_ends.includes(reason) ? `call.ended_${reason}` : "call.ended";
    this.notice(say(key, { name }));
  }
}

chooseLanguage();
new App().start();
