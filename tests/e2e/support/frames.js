// What the server says over sockets is held to what its own description says of it.
import { readFileSync } from "node:fs";

import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const { components } = JSON.parse(readFileSync(new URL("../../../docs/asyncapi.json", import.meta.url), "utf8"));
const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
const validators = new Map();

function validatorOf(type) {
  if (!validators.has(type)) {
    const message = components.messages[`server_${type}`];
    if (!message) throw new Error(`no description of ${type} frames`);
    validators.set(type, ajv.compile(message.payload));
  }
  return validators.get(type);
}

/** Throws if the frame is not what asyncapi.json says of its type. */
export function assertDescribed(frame) {
  const validate = validatorOf(frame.type);
  if (!validate(frame)) throw new Error(`${ajv.errorsText(validate.errors)}: ${JSON.stringify(frame)}`);
}
