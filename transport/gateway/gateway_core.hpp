#pragma once

#include "transport/gateway/gateway_ports.hpp"
#include "transport/gateway/hub.hpp"
#include "transport/gateway/overview_watch.hpp"
#include "transport/gateway/presence_watch.hpp"
#include "transport/gateway/recent_moves.hpp"
#include "transport/websocket/token_bucket.hpp"

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace switchboard {

/// How many frames, and how many bytes of them, all sockets of one person may send.
class shared_rate {
public:
  shared_rate(websocket::token_bucket frames, websocket::token_bucket bytes)
      : frames_{frames}, bytes_{bytes} {}

  bool take(std::size_t frame_bytes) {
    const std::lock_guard lock{mutex_};
    const auto now = std::chrono::steady_clock::now();
    return frames_.take(now) && bytes_.take(now, static_cast<double>(frame_bytes));
  }

private:
  std::mutex mutex_;
  websocket::token_bucket frames_;
  websocket::token_bucket bytes_;
};

/// What all sockets of a gateway share. Answers that are still on their way keep it alive.
class gateway_core {
public:
  gateway_core(event_log& log_, gateway_ports ports_, gateway_options options_);

  event_log& log;
  const gateway_ports ports;
  const gateway_options options;
  presence_watch presence;
  person_rates presence_rates;
  overview_watch overview;
  hub live;
  /// Those who come back. What follows is for their thread alone.
  resume_line resumes;
  recent_moves moves{log};

  std::shared_ptr<shared_rate> rate_of(const user_id& who);

  /// Whether one more socket may open from there; each that may must be given back.
  bool take_address(const std::string& address);
  void give_back_address(const std::string& address);

  /// People who have an account have it for good, so whoever was found once is not looked for
  /// again.
  bool is_known(const user_id& who);
  void remember(const user_id& who);

private:
  std::mutex mutex_;
  std::unordered_map<user_id, std::weak_ptr<shared_rate>> rates_;
  std::unordered_map<std::string, std::size_t> addresses_;
  std::unordered_set<user_id> known_;
};

} // namespace switchboard
