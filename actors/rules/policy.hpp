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
  /// A report with at least this risk, and this confidence, shows as a risk.
  double risk_threshold = 0.5;
  double risk_min_confidence = 0.5;
};

} // namespace switchboard
