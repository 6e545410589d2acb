#pragma once

#include <cstddef>
#include <cstdint>

/// How much of each thing one user can have. None of it depends on configuration: these only keep
/// one user from growing without end.
namespace switchboard::user {

/// One more sign-in ends the session that was not used for the longest time.
constexpr std::size_t max_sessions = 32;
/// One more invitation at the same moment finds the person busy.
constexpr std::size_t max_ringing = 32;
/// How many rooms' past calls, and how many early exits, are remembered: it need only cover what a
/// room may still send late.
constexpr std::size_t max_past_rooms = 16;
constexpr std::size_t max_early_exits = 16;

/// How many people may be blocked, may be let in, and may wait for an answer to a request.
constexpr std::size_t max_blocked = 1'000;
constexpr std::size_t max_contacts = 5'000;
constexpr std::size_t max_contact_requests = 100;
/// How many reports of one person may wait for an admin.
constexpr std::size_t max_open_reports = 50;
/// The span in which rings are counted.
constexpr std::int64_t ringing_span_ms = 60'000;

constexpr std::size_t max_name_bytes = 256;
constexpr std::size_t max_email_bytes = 320;
constexpr std::size_t max_device_name_bytes = 256;
constexpr std::size_t max_reason_bytes = 1024;

} // namespace switchboard::user
