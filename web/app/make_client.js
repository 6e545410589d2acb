import { Switchboard } from "/client/index.js";
import { keep, kept, take } from "./page_storage.js";

const session_key = "switchboard.session";
const resume_key = "switchboard.resume";

/** The client of this page. All tabs share one session; each is a device of its own. */
export function makeClient() {
  const client = new Switchboard({
    store: {
      load: () => kept(localStorage, session_key),
      save: (tokens) => keep(localStorage, session_key, tokens),
    },
    exclusive: (action) =>
      navigator.locks ? navigator.locks.request("switchboard.refresh", action) : action(),
    resume: take(sessionStorage, resume_key) ?? undefined,
  });
  const { connection } = client;
  addEventListener("pagehide", () => keep(sessionStorage, resume_key, connection.resumeState));
  addEventListener("online", () => connection.hurry());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) connection.hurry();
  });
  return client;
}
