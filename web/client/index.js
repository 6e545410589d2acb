export { Backoff } from "./backoff.js";
export { Call } from "./call.js";
export { shouldReconnect } from "./close_codes.js";
export { Connection } from "./connection.js";
export { SwitchboardError } from "./errors.js";
export { HttpApi } from "./http_api.js";
export { IceServers } from "./ice_servers.js";
export { LocalMedia } from "./local_media.js";
export { Participant } from "./participant.js";
export { QueueSide } from "./queue_side.js";
export { Session, memoryStore } from "./session.js";
export { Switchboard } from "./switchboard.js";

/** @typedef {import("./connection.js").ConnectionState} ConnectionState */
/** @typedef {import("./frames.js").Message} Message */
/** @typedef {import("./frames.js").ServerFrame} ServerFrame */
/** @typedef {import("./frames.js").User} User */
/** @typedef {import("./resume.js").ResumeState} ResumeState */
/** @typedef {import("./session.js").TokenStore} TokenStore */
