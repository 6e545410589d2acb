/** @import { MediaState, ParticipantRecord, User } from "./frames.js" */
/** @import { Peer } from "./peer.js" */
/** @import { Quality } from "./quality.js" */

/** Another device in the call. */
export class Participant {
  userId;
  connectionId;
  /** @type {User | undefined} */
  user;
  /** @type {MediaState} */
  media = { audio: true, video: true, screen: false };
  /** Whether its socket dropped and it may still come back. */
  isSuspect = false;
  isRecording = false;
  /** @type {Quality | undefined} */
  quality;
  /** @type {Peer | undefined} */
  peer;
  /**
   * Which life of the device its signals come from: a page that was loaded again keeps its connection,
   * but not what it negotiated.
   *
   * @type {string | undefined}
   */
  life;
  /** Whether the server has told of it; its first offer may be quicker. */
  isAnnounced = false;

  /** @param {ParticipantRecord} record */
  constructor({ user_id, connection_id, user, media }) {
    this.userId = user_id;
    this.connectionId = connection_id;
    this.user = user;
    if (media) this.media = media;
  }

  get name() {
    return this.user?.full_name || this.user?.username || this.userId;
  }

  /** Its pictures and sound. */
  get stream() {
    return this.peer?.stream;
  }
}
