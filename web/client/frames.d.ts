// What goes over the socket, as far as the client looks at it. Every frame may have more fields.

export interface User {
  id: string;
  uuid?: string;
  username?: string;
  email?: string;
  full_name?: string;
  status?: string;
  role?: "user" | "agent" | "admin";
  created_at?: string;
  presence?: Presence;
}

export interface Presence {
  user_id?: string;
  status: string;
  last_seen?: string | null;
}

export interface MediaState {
  audio: boolean;
  video: boolean;
  screen: boolean;
}

export interface Invitation {
  call_id: string;
  call_type: CallType;
  caller_id: string;
  target_user_id?: string;
  status: "pending" | "accepted" | "rejected" | "cancelled" | "missed" | "busy";
  expires_at: string;
}

export interface Message {
  id: string;
  room_id: string;
  seq: number;
  sender_id: string;
  receiver_id?: string;
  message_type: "text" | "system";
  content: string;
  extra_data: { call_invitation?: Invitation; [name: string]: unknown } | null;
  created_at: string;
  edited_at?: string;
  deleted_at?: string;
}

/** A device on which a user is signed in. */
export interface SessionRecord {
  id: string;
  ip_address: string;
  user_agent: string;
  last_used_at: string;
  created_at: string;
  expires_at: string;
  current: boolean;
}

export interface PasskeyRecord {
  id: string;
  name: string;
  created_at: string;
  last_used_at?: string;
}

/** How an account is protected. */
export interface SecurityState {
  email?: string;
  email_verified: boolean;
  authenticator: boolean;
  recovery_codes_left: number;
  passkeys: PasskeyRecord[];
}

/** A conversation that an agent of this queue had with a customer of the same name. */
export interface EarlierCall {
  room_id: string;
  agent_name: string;
  queue: string;
  started_at: string;
  ended_at?: string;
  end_reason?: string;
  duration_s?: number;
  transcript: { speaker: "customer" | "agent"; text: string; timestamp: string }[];
}

export interface CallRecord {
  id: string;
  room_id: string;
  caller_id: string;
  callee_id?: string;
  participants: unknown[];
  call_type: CallType;
  status: "ringing" | "active" | "ended";
  end_reason?: string;
  created_at: string;
  start_time?: string;
  end_time?: string;
  duration_s?: number;
}

export type CallType = "audio" | "video";

export interface ParticipantRecord {
  user_id: string;
  connection_id: string;
  user?: User;
  media?: MediaState;
}

/** Of an event in the log: its stream, and its number there. */
interface Logged {
  stream?: string;
  seq?: number;
}

interface OfCall extends Logged {
  call_id: string;
}

interface OfParticipant extends OfCall {
  user_id: string;
  connection_id: string;
}

export interface ConnectionFrame {
  type: "connection";
  connection_id: string;
  user_id: string;
  server_time: string;
  heartbeat_ms?: number;
  grace_ms?: number;
  resumed?: boolean;
}

export interface ResumeFailedFrame {
  type: "resume_failed";
  code: string;
  message: string;
  fetch: string[];
}

export interface ErrorFrame {
  type: "error";
  re?: string;
  code: string;
  message: string;
}

/** The answer to a command: which further fields it has, the command says. */
export interface AnswerFrame extends Logged {
  type: "ack" | "joined" | "pong" | "presence";
  re?: string;
  call_id?: string;
  room_id?: string;
  message_id?: string;
  participants?: ParticipantRecord[];
  server_time?: string;
}

export interface MessageFrame extends Logged, Omit<Message, "seq"> {
  type: "message";
}

export interface CallInvitationFrame extends OfCall {
  type: "call_invitation";
  room_id: string;
  caller: User;
  call_type: CallType;
  expires_at: string;
}

export interface InvitationOutcomeFrame extends OfCall {
  type:
    | "call_ringing"
    | "call_accepted"
    | "call_rejected"
    | "call_cancelled"
    | "call_missed"
    | "call_busy"
    | "call_answered_elsewhere";
  user_id?: string;
  reason?: string | null;
}

export interface JoinFrame extends OfParticipant {
  type: "join";
  data?: { user?: User };
}

export interface LeaveFrame extends OfParticipant {
  type: "leave";
  reason?: string;
}

export interface SignalFrame {
  type: "offer" | "answer" | "ice_candidate";
  call_id: string;
  from: string;
  from_connection: string;
  data: any;
}

export interface CallEndedFrame extends OfCall {
  type: "call_ended";
  reason: string;
  duration_s?: number;
}

export interface MediaFrame extends OfParticipant {
  type: "media";
  media: MediaState;
}

export interface PeerStateFrame extends OfParticipant {
  type: "peer_state";
  state: "suspect" | "connected";
}

export interface RecordingFrame extends OfParticipant {
  type: "recording";
  is_recording: boolean;
}

export interface SecurityStatusFrame extends OfCall {
  type: "security_status";
  subject_user_id: string;
  risk_score: number;
  confidence: number;
  status: "safe" | "risk";
}

export interface TranscriptFrame extends OfCall {
  type: "transcript";
  speaker: string;
  text: string;
  timestamp: string;
}

export interface PresenceFrame extends Logged, Presence {
  type: "presence";
  user_id: string;
}

export interface MessageEditedFrame extends Logged {
  type: "message_edited";
  message_id: string;
  room_id: string;
  content: string;
  extra_data: unknown;
}

export interface MessageDeletedFrame extends Logged {
  type: "message_deleted";
  message_id: string;
  room_id: string;
}

export interface RoomFrame extends Logged {
  type: "room_created" | "room_changed" | "member_added" | "member_removed";
  room_id: string;
  user_id?: string;
  name?: string | null;
  history?: "all" | "since_joined";
  members?: string[];
}

export interface MatchedFrame extends OfCall {
  type: "matched";
  partner_name: string;
  room_call_id?: string;
}

export interface WaitingFrame extends OfCall {
  type: "waiting";
  position: number;
  expected_wait_ms?: number;
}

export interface OfferMadeFrame extends OfCall {
  type: "offer_made";
  offer_id: string;
  customer_name: string;
  expires_at: string;
}

export interface OfferClosedFrame extends OfCall {
  type: "offer_closed";
  offer_id: string;
}

export interface AgentStateFrame extends OfCall {
  type: "agent_state";
  status: string;
  until?: string;
}

/** Whom one has blocked, on another device too. */
export interface BlockFrame extends Logged {
  type: "block";
  user_id: string;
  is_blocked: boolean;
}

export interface ContactRequestFrame extends Logged {
  type: "contact_request";
  user: User;
}

export interface ContactFrame extends Logged {
  type: "contact";
  user_id: string;
  change: "accepted" | "removed" | "opened";
}

/** To administrators. */
export interface ReportFrame {
  type: "report";
  id: string;
  user_id: string;
  reporter_id: string;
  message_id?: string | null;
  reason: string;
  created_at: string;
}

export type ServerFrame =
  | ConnectionFrame
  | ResumeFailedFrame
  | ErrorFrame
  | AnswerFrame
  | MessageFrame
  | CallInvitationFrame
  | InvitationOutcomeFrame
  | JoinFrame
  | LeaveFrame
  | SignalFrame
  | CallEndedFrame
  | MediaFrame
  | PeerStateFrame
  | RecordingFrame
  | SecurityStatusFrame
  | TranscriptFrame
  | PresenceFrame
  | MessageEditedFrame
  | MessageDeletedFrame
  | RoomFrame
  | MatchedFrame
  | WaitingFrame
  | OfferMadeFrame
  | OfferClosedFrame
  | AgentStateFrame
  | BlockFrame
  | ContactRequestFrame
  | ContactFrame
  | ReportFrame;

/** The frames of one type, also where several types share a form. */
export type FrameOf<Type extends ServerFrame["type"], Frame = ServerFrame> = Frame extends {
  type: infer Types;
}
  ? Type extends Types
    ? Frame
    : never
  : never;

/** The frames by their type, and `frame` for each of them. */
export type FrameEvents = { [Type in ServerFrame["type"]]: FrameOf<Type> } & { frame: ServerFrame };

/** What a client asks; `id` makes it a command that may be sent again. */
export interface CommandFrame {
  type: string;
  id?: string;
  [name: string]: unknown;
}
