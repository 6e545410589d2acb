import { element, fill } from "../../dom.js";
import { authenticatorSection } from "./authenticator_section.js";
import { emailSection } from "./email_section.js";
import { passkeySection } from "./passkey_section.js";

/**
 * How the account is protected, beside its password; what is changed is shown anew.
 *
 * @param {import("../../main.js").App} app
 */
export function securitySections(app) {
  const place = element("div.security");
  const { security } = app.client;
  const show = () =>
    app.attempt(async () => {
      const [state, methods] = await Promise.all([security.state(), security.methods()]);
      fill(
        place,
        emailSection(app, state, methods),
        authenticatorSection(app, state, show),
        methods.passkeys && passkeySection(app, state, show),
      );
    });
  void show();
  return place;
}
