// Somebody who uses the API: fetches with their token, and remembers what they are told.
import assert from "node:assert/strict";

let people = 0;

/** `{status, body, headers}` of one request; the body is parsed if it is JSON. */
export async function call(server, method, path, { token, body, headers = {}, raw } = {}) {
  const sent = { ...headers };
  if (token) sent.authorization = `Bearer ${token}`;
  if (body !== undefined || raw !== undefined) sent["content-type"] ??= "application/json";
  const answer = await fetch(server.url + path, {
    method,
    headers: sent,
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get("content-type") ?? "");
  return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers };
}

export class Person {
  /** Makes an account with a name of its own. */
  static async register(server, name = `person-${++people}`) {
    const person = new Person(server, String(name));
    const answer = await call(server, "POST", "/api/v1/auth/register", {
      body: { username: name, email: `${name}@example.org`, password: person.password, full_name: `The ${name}` },
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    person.keep(answer.body);
    return person;
  }

  constructor(server, name) {
    this.server = server;
    this.name = name;
    this.password = "correct horse battery";
  }

  keep(signedIn) {
    this.id = signedIn.user.id;
    this.token = signedIn.token;
    this.refreshToken = signedIn.refresh_token;
  }

  async logIn() {
    const answer = await this.post("/api/v1/auth/login", { username: this.name, password: this.password });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    this.keep(answer.body);
    return answer.body;
  }

  get(path) {
    return call(this.server, "GET", path, { token: this.token });
  }

  post(path, body, headers = {}) {
    return call(this.server, "POST", path, { token: this.token, body, headers });
  }

  send(method, path, body) {
    return call(this.server, method, path, { token: this.token, body });
  }
}

/** Checks that an answer is a problem document with this status and code. */
export function assertProblem(answer, status, code) {
  const told = `${answer.status} ${JSON.stringify(answer.body)}`;
  assert.equal(answer.status, status, told);
  assert.equal(answer.body.code, code, told);
  assert.match(answer.headers.get("content-type"), /^application\/problem\+json/);
  for (const field of ["type", "title", "detail"]) assert.equal(typeof answer.body[field], "string", told);
  assert.equal(answer.body.status, status);
}
