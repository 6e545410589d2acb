import { avatar, element, fill, iconButton } from "./dom.js";
import { language, languages, say, setLanguage } from "./language/language.js";
import { accountView } from "./views/account.js";
import { adminView } from "./views/admin/admin.js";
import { agentView } from "./views/agent.js";
import { callView } from "./views/call.js";
import { callsView } from "./views/calls.js";
import { chatView } from "./views/chat.js";
import { customerView } from "./views/customer.js";
import { forgottenView, resetView, verifyView } from "./views/forgotten.js";
import { signInView, signUpView } from "./views/sign_in.js";

const notice_ms = 6_000;
const language_names = { en: "English", "zh-CN": "简体中文" };

/**
 * The pages by the first word of their address; what follows is handed on, and what stands behind a
 * question mark. A view gives its element, and `close`, which ends what it listens to.
 *
 * @typedef {(app: import("./main.js").App, rest: string, query: URLSearchParams) =>
 *   {element: HTMLElement, close?: () => void}} View
 * @type {Record<string, {view: View, isOpen?: boolean}>}
 */
const pages = {
  chat: { view: chatView },
  calls: { view: callsView },
  call: { view: callView },
  account: { view: accountView },
  admin: { view: adminView },
  customer: { view: customerView, isOpen: true },
  agent: { view: agentView, isOpen: true },
  "sign-in": { view: signInView, isOpen: true },
  "sign-up": { view: signUpView, isOpen: true },
  forgotten: { view: forgottenView, isOpen: true },
  reset: { view: resetView, isOpen: true },
  verify: { view: verifyView, isOpen: true },
};

/** What is around every page: navigation, notices, and the state of the connection. */
export class Shell {
  #app;
  #closeView = () => {};
  #root = document.getElementById("app");
  #main = element("main", { id: "main", tabindex: "-1" });
  #notices = element("div.notices", { role: "status", "aria-live": "polite" });
  #banner = element("div.banner", { role: "alert", hidden: true });
  #header = element("header.top");

  /** @param {import("./main.js").App} app */
  constructor(app) {
    this.#app = app;
  }

  start() {
    const skip = element("a.skip", { href: "#main", onclick: (event) => this.#skip(event) });
    fill(this.#root, skip, this.#header, this.#banner, this.#main, this.#notices);
    addEventListener("hashchange", () => this.show());
    this.#app.client.on("state", () => this.#showState());
    this.#app.current.on("changed", () => this.#showHeader());
    this.#app.people.on("changed", (id) => id === this.#app.client.user?.id && this.#showHeader());
  }

  /** Shows the page that the address says. */
  show() {
    const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
    const [name, ...rest] = path.split("/");
    const page = pages[name];
    const isAllowed = page && (page.isOpen || this.#app.client.user);
    if (!isAllowed) return this.#redirect();
    this.#closeView();
    const { element: shown, close } = page.view(
      this.#app,
      decodeURIComponent(rest.join("/")),
      new URLSearchParams(query),
    );
    this.#closeView = close ?? (() => {});
    fill(this.#main, shown);
    this.#main.dataset.page = name;
    this.#root.querySelector(".skip").textContent = say("app.skip");
    this.#showHeader();
    return undefined;
  }

  /** @param {string} text */
  notice(text) {
    const shown = element("p.notice", {}, text);
    this.#notices.append(shown);
    setTimeout(() => shown.remove(), notice_ms);
  }

  /** @param {string} why the connection will not come back by itself */
  showClosed(why) {
    const again = () => {
      this.#banner.hidden = true;
      void this.#app.attempt(() => this.#app.connect());
    };
    fill(
      this.#banner,
      say(why === "replaced" ? "app.elsewhere" : "app.closed"),
      element("button", { type: "button", onclick: again }, say("app.use_here")),
    );
    this.#banner.hidden = false;
  }

  #redirect() {
    location.replace(this.#app.client.user ? "#/chat" : "#/sign-in");
  }

  #skip(event) {
    event.preventDefault();
    this.#main.focus();
  }

  #showState() {
    const { state } = this.#app.client.connection;
    this.#root.dataset.connection = state;
    if (state === "open") this.#banner.hidden = true;
    if (state !== "waiting") return;
    this.#banner.textContent = say("app.offline");
    this.#banner.hidden = false;
  }

  #showHeader() {
    const { client, current } = this.#app;
    const page = this.#main.dataset.page;
    const link = (name) =>
      element(
        "a",
        {
          href: `#/${name === "chats" ? "chat" : name}`,
          "aria-current": this.#isAt(name) && "page",
        },
        say(`nav.${name}`),
      );
    const pagesForAll = client.user ? ["chats", "calls", "agent"] : ["customer", "agent"];
    const names = client.user?.role === "admin" ? [...pagesForAll, "admin"] : pagesForAll;
    fill(
      this.#header,
      element(
        "a.brand",
        { href: "#/" },
        element("img", { src: "/icon.svg", alt: "" }),
        "switchboard",
      ),
      element("nav", { "aria-label": say("app.name") }, ...names.map(link)),
      current.isOn &&
        page !== "call" &&
        element("a.return-to-call", { href: "#/call" }, say("call.return")),
      this.#languageChoice(),
      client.user && this.#account(),
    );
  }

  #isAt(name) {
    return this.#main.dataset.page === (name === "chats" ? "chat" : name);
  }

  #languageChoice() {
    const options = Object.keys(languages).map((tag) =>
      element(
        "option",
        { value: tag, selected: tag === language(), lang: tag },
        language_names[tag],
      ),
    );
    const choose = ({ target }) => {
      setLanguage(target.value);
      this.show();
    };
    return element(
      "select.language",
      { "aria-label": say("app.language"), onchange: choose },
      ...options,
    );
  }

  #account() {
    const { client } = this.#app;
    const name = client.user.full_name || client.user.id;
    const { status: present } = this.#app.people.presence(client.user.id);
    const choices = ["available", "busy", "do_not_disturb"].map((status) =>
      element("option", { value: status, selected: status === present }, say(`presence.${status}`)),
    );
    const set = ({ target }) =>
      this.#app.attempt(() =>
        client.connection.command({ type: "status_set", status: target.value }),
      );
    return element(
      "div.account",
      {},
      element(
        "a.account-link",
        {
          href: "#/account",
          title: say("nav.account"),
          "aria-current": this.#isAt("account") && "page",
        },
        avatar(name),
        element("span.account-name", {}, name),
      ),
      element("select", { "aria-label": say("presence.mine"), onchange: set }, ...choices),
      iconButton("sign_out", say("nav.sign_out"), {
        onclick: () => this.#app.attempt(() => this.#signOut()),
      }),
    );
  }

  async #signOut() {
    await this.#app.current.hangUp().catch(() => {});
    await this.#app.client.signOut();
    this.#app.go("/sign-in");
  }
}
