import { fromBase64url, toBase64url } from "./base64url.js";

/** @import { HttpApi } from "./http_api.js" */
/** @import { Session } from "./session.js" */
/** @import { SecurityState } from "./frames.js" */

/** How an account is protected, beside its password: what its owner does about it, and the ways in. */
export class Security {
  #api;
  #session;

  /** @param {HttpApi} api @param {Session} session */
  constructor(api, session) {
    this.#api = api;
    this.#session = session;
  }

  /** @returns {Promise<SecurityState>} */
  state() {
    return this.#api.get("/api/v1/auth/security");
  }

  /** What the server has. @returns {Promise<{passkeys: boolean, mail: boolean}>} */
  methods() {
    return this.#open("GET", "/api/v1/auth/methods");
  }

  // --- A second factor ---

  /** @param {string} password @returns {Promise<{key: string, address: string}>} for the app */
  beginAuthenticator(password) {
    return this.#api.post("/api/v1/auth/authenticator", { password });
  }

  /** @param {string} code that the app shows @returns {Promise<string[]>} recovery codes */
  async confirmAuthenticator(code) {
    return (await this.#api.post("/api/v1/auth/authenticator/confirm", { code })).recovery_codes;
  }

  /** @param {string} password */
  async removeAuthenticator(password) {
    await this.#api.post("/api/v1/auth/authenticator/remove", { password });
  }

  /** @param {string} password @returns {Promise<string[]>} */
  async renewRecoveryCodes(password) {
    return (await this.#api.post("/api/v1/auth/recovery_codes", { password })).recovery_codes;
  }

  /**
   * The second step of a sign-in that was refused with `second_factor_required`; the error has the
   * challenge.
   *
   * @param {{challenge: string, code?: string, recovery_code?: string}} step
   */
  async signInSecond(step) {
    this.#session.begin(await this.#open("POST", "/api/v1/auth/login/second", step));
  }

  // --- Passkeys ---

  /** Whether this device could have one. */
  get canUsePasskeys() {
    return typeof PublicKeyCredential === "function";
  }

  /** @param {string} password @param {string} [name] what its owner calls it */
  async addPasskey(password, name) {
    const asked = await this.#api.post("/api/v1/auth/passkeys/options", { password });
    const made = await navigator.credentials.create({ publicKey: creationOf(asked) });
    const { response } = /** @type {PublicKeyCredential} */ (made);
    const { clientDataJSON, attestationObject } =
      /** @type {AuthenticatorAttestationResponse} */ (response);
    return this.#api.post("/api/v1/auth/passkeys", {
      name,
      client_data: toBase64url(clientDataJSON),
      attestation: toBase64url(attestationObject),
    });
  }

  /** @param {string} id */
  async removePasskey(id) {
    await this.#api.request("DELETE", `/api/v1/auth/passkeys/${encodeURIComponent(id)}`);
  }

  async signInWithPasskey() {
    const { challenge, domain, expires_in_s } = await this.#open(
      "POST",
      "/api/v1/auth/login/passkey/options",
    );
    const found = await navigator.credentials.get({
      publicKey: {
        challenge: fromBase64url(challenge),
        rpId: domain,
        userVerification: "required",
        timeout: expires_in_s * 1000,
      },
    });
    const credential = /** @type {PublicKeyCredential} */ (found);
    const response = /** @type {AuthenticatorAssertionResponse} */ (credential.response);
    const answer = {
      credential_id: toBase64url(credential.rawId),
      client_data: toBase64url(response.clientDataJSON),
      authenticator_data: toBase64url(response.authenticatorData),
      signature: toBase64url(response.signature),
      user_handle: response.userHandle ? toBase64url(response.userHandle) : undefined,
    };
    this.#session.begin(await this.#open("POST", "/api/v1/auth/login/passkey", answer));
  }

  // --- Links ---

  /** Has a link for a new password mailed, if there is such an account. @param {{username: string} | {email: string}} whose */
  async requestReset(whose) {
    await this.#open("POST", "/api/v1/auth/reset", whose);
  }

  /** @param {string} token out of the link @param {string} new_password */
  async resetPassword(token, new_password) {
    await this.#open("POST", "/api/v1/auth/reset/confirm", { token, new_password });
  }

  /** Has a link mailed that verifies one's address. */
  async requestVerification() {
    await this.#api.post("/api/v1/auth/email/verify");
  }

  /** @param {string} token out of the link */
  async verifyEmail(token) {
    await this.#open("POST", "/api/v1/auth/email/confirm", { token });
  }

  /** @param {string} method @param {string} path @param {unknown} [body] */
  #open(method, path, body) {
    return this.#api.request(method, path, { body, isOpen: true });
  }
}

/**
 * @param {{challenge: string, domain: string, user_handle: string, username: string,
 *   algorithms: number[], known: string[], expires_in_s: number}} asked
 * @returns {PublicKeyCredentialCreationOptions}
 */
function creationOf({ challenge, domain, user_handle, username, algorithms, known, expires_in_s }) {
  return {
    challenge: fromBase64url(challenge),
    rp: { id: domain, name: domain },
    user: { id: fromBase64url(user_handle), name: username, displayName: username },
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: known.map((id) => ({ type: "public-key", id: fromBase64url(id) })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    attestation: "none",
    timeout: expires_in_s * 1000,
  };
}
