// Everything that the server's own description of its calls lists is sent what it cannot mean.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import { after, before, test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";

let server;
let admin;
let operations;
let schemas;

before(async () => {
  server = new Server(await newFolder(), {});
  await run(["admin", "create", "root", "--data", server.folder], { input: "correct horse battery\n", env: server.env });
  await server.boot();
  admin = new Person(server, "root");
  await admin.logIn();
  const { paths, components } = (await call(server, "GET", "/api/openapi.json")).body;
  schemas = components.schemas;
  operations = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({
      method: verb.toUpperCase(),
      path: path.replace(/\{[^}]*\}/g, "nothing-here"),
      needsToken: operation.security.every((way) => "bearer" in way),
      schema: meant(operation.requestBody?.content["application/json"].schema),
    })),
  );
});
after(async () => {
  assert.equal((await call(server, "GET", "/healthz")).status, 200);
  await server.stop();
});

const withBody = () => operations.filter((each) => each.schema);
const send = (operation, sent) => call(server, operation.method, operation.path, { token: admin.token, ...sent });

/** What a schema says, or the one that it refers to. */
const meant = (schema) => (schema?.$ref ? schemas[schema.$ref.split("/").at(-1)] : schema);

/** A body that has all that is required, each of its type. */
function plausible(schema) {
  const valueOf = (field) =>
    field.$ref ? plausible(meant(field))
    : field.enum ? field.enum[0]
    : field.type === "integer" || field.type === "number" ? 1
    : field.type === "boolean" ? true
    : field.type === "array" ? []
    : field.type === "object" ? plausible(field)
    : "nothing-here";
  return Object.fromEntries((schema.required ?? []).map((name) => [name, valueOf(schema.properties[name])]));
}

test("there are operations to test", () => {
  assert.ok(operations.length > 40);
  assert.ok(withBody().length > 15);
});

test("what is no JSON object is refused", async () => {
  for (const operation of withBody()) {
    for (const raw of ["", "{", "not json", "\u0000", '{"a":"\ud800"', `{"a":${"[".repeat(100)}${"]".repeat(100)}}`])
      assertProblem(await send(operation, { raw }), 400, "bad_request");
    assertProblem(await send(operation, { raw: Buffer.from('{"a":"\xff\xfe"}', "latin1") }), 400, "bad_request");
    for (const body of [null, 7, "text", [], true]) assertProblem(await send(operation, { body }), 422, "bad_request");
  }
});

test("only JSON is taken for JSON", async () => {
  for (const operation of withBody())
    assertProblem(await send(operation, { raw: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } }), 415, "unsupported_media_type");
});

test("a field that is missing, or of another type, is named", async () => {
  for (const operation of withBody()) {
    const good = plausible(operation.schema);
    for (const name of operation.schema.required ?? []) {
      const { [name]: left_out, ...rest } = good;
      const answer = await send(operation, { body: rest });
      assertProblem(answer, 422, "bad_request");
      assert.ok(answer.body.detail.includes(name), answer.body.detail);
      for (const wrong of [{ a: 1 }, [[]], null]) {
        if (operation.schema.properties[name].type === "array" && Array.isArray(wrong)) continue;
        assertProblem(await send(operation, { body: { ...good, [name]: wrong } }), 422, "bad_request");
      }
    }
  }
});

test("values that no one would send do no harm", async () => {
  const odd = ["", "\u0000", "a\u0000b", "x".repeat(100_000), "../../etc/passwd", "' OR 1=1 --", "\u202e", -1, 0, 1e308, -1e308, 2 ** 53, 9e18];
  for (const operation of withBody()) {
    const good = plausible(operation.schema);
    for (const name of Object.keys(operation.schema.properties ?? {}))
      for (const value of odd) {
        const answer = await send(operation, { body: { ...good, [name]: value } });
        assert.ok(answer.status < 500, `${operation.path} ${name} ${String(value).slice(0, 20)}: ${JSON.stringify(answer.body)}`);
        if (answer.status >= 400) assert.equal(typeof answer.body.code, "string");
      }
  }
});

test("a body of ten megabytes is refused before it is read", async () => {
  const sent = request(`${server.url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json", "content-length": 10 * 1024 * 1024 },
  });
  sent.on("error", () => {}); // The server may close while we still write.
  sent.write('{"username":"');
  const [answer] = await once(sent, "response");
  assert.equal(answer.statusCode, 413);
  sent.destroy();
});

test("ids that nobody has lead nowhere", async () => {
  const ids = ["%00", "..%2f..", "x".repeat(200), "%F0%9F%98%80", "call_zz", "direct~a~b~1", "group~g~0", "-1", "99999999999999999999"];
  for (const { method, path } of operations.filter((each) => each.path.includes("nothing-here")))
    for (const id of ids) {
      const answer = await call(server, method, path.replaceAll("nothing-here", id), { token: admin.token });
      assert.ok(answer.status >= 200 && answer.status < 500, `${method} ${path} ${id}: ${answer.status}`);
    }
});

test("query values that make no sense are refused or ignored", async () => {
  for (const { method, path } of operations.filter((each) => each.method === "GET" && !each.schema))
    for (const query of ["limit=-1", "limit=1e9", "limit=99999999999999999999", "before=%00", "before=-1", "query=%25", "user_ids=,,,", "from=x", "with=%F0%9F%98%80"]) {
      const answer = await call(server, method, `${path}?${query}`, { token: admin.token });
      assert.ok(answer.status < 500 || path === "/readyz", `${path}?${query}: ${JSON.stringify(answer.body)}`);
    }
});

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function forgeries(genuine) {
  const [head, claims, signature] = genuine.split(".");
  const saying = JSON.parse(Buffer.from(claims, "base64url"));
  const signedBy = (key, header, body) => {
    const text = `${encode(header)}.${encode(body)}`;
    return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
  };
  const header = JSON.parse(Buffer.from(head, "base64url"));
  return [
    "",
    "garbage",
    `${encode({ alg: "none", typ: "JWT" })}.${claims}.`,
    `${encode({ alg: "none", typ: "JWT" })}.${claims}.${signature}`,
    signedBy("a guessed key", header, saying),
    signedBy("", header, saying),
    `${head}.${encode({ ...saying, sub: "somebody-else" })}.${signature}`,
    `${head}.${encode({ ...saying, role: "admin", exp: saying.exp + 9e6 })}.${signature}`,
    `${head}.${claims}.${signature.slice(0, -2)}`,
    `${head}.${claims}.${signature}.extra`,
  ];
}

test("no call that needs a token is answered without a genuine one", async () => {
  const tokens = [undefined, ...forgeries(admin.token)];
  for (const operation of operations.filter((each) => each.needsToken))
    for (const token of tokens) {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const body = operation.schema && plausible(operation.schema);
      assertProblem(await call(server, operation.method, operation.path, { body, headers }), 401, "unauthorized");
    }
});

test("a token that is over lets nobody in", async () => {
  const strict = await Server.start({ SWITCHBOARD_ACCOUNTS_TOKEN_LIFETIME_S: "1" });
  try {
    const person = await Person.register(strict);
    let answer = await person.get("/api/v1/users/me");
    for (const until = Date.now() + 10_000; answer.status !== 401 && Date.now() < until; )
      answer = await person.get("/api/v1/users/me");
    assertProblem(answer, 401, "unauthorized");
  } finally {
    await strict.stop();
  }
});

test("what was refused is not in the log", async () => {
  const before = (await admin.get("/api/v1/admin/overview")).body.position;
  await call(server, "POST", "/api/v1/auth/register", { body: { username: "!", email: "x", password: "y" } });
  await admin.post("/api/v1/calls/start", { callee: "nobody-at-all", call_type: "audio" });
  await admin.post("/api/v1/chat/messages", { to: "root", content: "to myself" });
  assert.equal((await admin.get("/api/v1/admin/overview")).body.position, before);
});

test("a key that is none is refused", async () => {
  for (const key of ["two words", "x".repeat(129)])
    assertProblem(await admin.post("/api/v1/auth/ticket", undefined, { "idempotency-key": key }), 400, "bad_idempotency_key");
});
