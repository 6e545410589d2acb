import { element, fill } from "../dom.js";
import { say, sayError } from "../language/language.js";

const refresh_every_ms = 5_000;

/** What goes on at the moment, for administrators. @type {import("../shell.js").View} */
export function adminView(app) {
  const figures = element("div.figures", { "aria-live": "off" });
  const show = async () => {
    try {
      const overview = await app.client.api.get("/api/v1/admin/overview");
      fill(figures, ...figuresOf(overview));
    } catch (error) {
      const text = error.status === 403 ? say("admin.refused") : sayError(error);
      fill(figures, element("p.hint", {}, text));
    }
  };
  const timer = setInterval(show, refresh_every_ms);
  void show();
  return {
    element: element("div.page", {}, element("h1", {}, say("admin.title")), figures),
    close: () => clearInterval(timer),
  };
}

/** Every number of the overview, with the path to it as its name. */
function figuresOf(overview, path = []) {
  return Object.entries(overview).flatMap(([name, value]) => {
    const here = [...path, name];
    if (typeof value === "number") return [figure(here, value)];
    return value && typeof value === "object" ? figuresOf(value, here) : [];
  });
}

function figure(path, value) {
  return element(
    "div.figure",
    {},
    element("span.figure-value", {}, value.toLocaleString()),
    element("span.hint", {}, path.join(" · ").replaceAll("_", " ")),
  );
}
