import { deviceName } from "../device_name.js";
import { element, field, fill, valuesOf } from "../dom.js";
import { say, sayError, sayTime } from "../language/language.js";
import { blockedPeople } from "./blocked_people.js";
import { securitySections } from "./security/security_sections.js";

/** Who one is, how the account is protected, and the devices that are signed in. @type {import("../shell.js").View} */
export function accountView(app) {
  const { full_name, username, id, email } = app.client.user;
  const list = element("ul.sessions", { "aria-label": say("account.sessions") });
  const showSessions = () =>
    app.attempt(async () => {
      const sessions = await app.client.sessions();
      fill(list, ...sessions.map((session) => sessionRow(app, session, showSessions)));
    });
  void showSessions();
  const blocked = blockedPeople(app);
  return {
    element: element(
      "div.page.account-page",
      {},
      element("h1", {}, say("nav.account")),
      element(
        "p",
        {},
        element("strong", {}, full_name || id),
        element("span.hint", {}, ` ${[username ?? id, email].filter(Boolean).join(" · ")}`),
      ),
      element("section.card", {}, ...passwordForm(app, showSessions)),
      securitySections(app),
      element("h2", {}, say("account.sessions")),
      list,
      blocked.element,
    ),
    close: blocked.close,
  };
}

/** @param {() => void} changed */
function passwordForm(app, changed) {
  const outcome = element("p", { role: "status" });
  const password = (name, autocomplete, more = {}) =>
    field(say(`account.${name}`), {
      name,
      type: "password",
      autocomplete,
      required: true,
      ...more,
    });
  const onsubmit = async (event) => {
    event.preventDefault();
    const form = event.target;
    try {
      await app.client.changePassword(valuesOf(form));
      form.reset();
      outcome.className = "hint";
      outcome.textContent = say("account.password_changed");
      changed();
    } catch (error) {
      outcome.className = "fault";
      outcome.textContent =
        error.code === "bad_credentials" ? say("account.wrong_password") : sayError(error);
    }
  };
  return [
    element("h2", {}, say("account.change_password")),
    element(
      "form.stack",
      { onsubmit },
      password("current_password", "current-password"),
      password("new_password", "new-password", {
        minlength: 8,
        placeholder: say("sign_up.password_hint"),
      }),
      element("p.hint", {}, say("account.password_hint")),
      outcome,
      element("button.primary", { type: "submit" }, say("account.change_password")),
    ),
  ];
}

function sessionRow(app, session, changed) {
  const { id, user_agent, ip_address, created_at, last_used_at, current } = session;
  const end = () => app.attempt(() => app.client.endSession(id).then(changed));
  return element(
    "li.session",
    { "data-current": String(current) },
    element(
      "span.session-text",
      {},
      element("span", { title: user_agent }, deviceName(user_agent)),
      element(
        "span.hint",
        {},
        say("account.signed_in", { address: ip_address, time: sayTime(created_at) }),
      ),
      element("span.hint", {}, say("account.last_used", { time: sayTime(last_used_at) })),
    ),
    current
      ? element("span.hint", {}, say("account.this_device"))
      : element("button", { type: "button", onclick: end }, say("account.end_session")),
  );
}
