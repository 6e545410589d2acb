#pragma once

#include <cstddef>
#include <cstdint>

namespace switchboard {

/// What the rules are told by configuration. Whatever depends on it is written into the events, so
/// a later change of configuration changes nothing that has happened.
struct policy {
  std::int64_t ring_timeout_ms = 60'000;
  /// How long a device whose socket dropped may take to come back.
  std::int64_t reconnect_grace_ms = 20'000;
  std::size_t max_members = 1'000;
  std::size_t max_participants = 100;
  std::size_t max_devices = 32;
  std::size_t max_content_bytes = 16 * 1024;

  // How much one person may burden others with; 0 is as much as they like.
  /// Bytes of messages in ten seconds: to somebody who has not answered them, or to a group.
  std::size_t unasked_bytes = 0;
  /// Calls a minute from one person to another who knows them, to one who does not, and of a group.
  std::size_t calls_per_minute = 0;
  std::size_t unasked_calls_per_minute = 0;
  std::size_t group_calls_per_minute = 0;
  /// So many calls a minute ring for one person; of further ones those from people they do not know
  /// find them busy.
  std::size_t rings_per_minute = 0;

  /// A report with at least this risk, and this confidence, shows as a risk.
  double risk_threshold = 0.5;
  double risk_min_confidence = 0.5;
};

} // namespace switchboard
