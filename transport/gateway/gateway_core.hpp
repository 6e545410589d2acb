#pragma once

#include "transport/gateway/gateway_ports.hpp"
#include "transport/gateway/hub.hpp"
#include "transport/gateway/overview_watch.hpp"
#include "transport/gateway/presence_watch.hpp"
#include "transport/gateway/recent_moves.hpp"
#include "transport/gateway/token_ends.hpp"

#include <mutex>
#include <unordered_set>

namespace switchboard {

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
  token_ends ends;
  hub live;
  /// Those who come back. What follows is for their thread alone.
  resume_line resumes;
  recent_moves moves{log};

  /// People who have an account have it for good, so whoever was found once is not looked for
  /// again.
  bool is_known(const user_id& who);
  void remember(const user_id& who);

private:
  void take_user_event(const envelope& happened);

  std::mutex mutex_;
  std::unordered_set<user_id> known_;
};

} // namespace switchboard
