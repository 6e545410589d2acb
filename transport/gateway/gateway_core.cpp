#include "transport/gateway/gateway_core.hpp"

namespace switchboard {

namespace {

constexpr std::size_t max_known = 100'000;

} // namespace

gateway_core::gateway_core(event_log& log_, gateway_ports ports_, gateway_options options_)
    : log{log_},
      ports{std::move(ports_)},
      options{std::move(options_)},
      presence{ports.ask},
      presence_rates{options.presence_people_per_s, options.presence_people_burst},
      overview{ports.overview},
      live{log, ports.people, [this](const envelope& happened) { take_user_event(happened); },
           options.held},
      resumes{options.resumes, options.resume_piece.bytes} {}

/// Sockets of a sign-in here end with its session. Those of an outside issuer's token have none,
/// and on other servers nobody else ends either.
void gateway_core::take_user_event(const envelope& happened) {
  presence.take(happened);
  if (std::holds_alternative<user::banned>(std::get<user::event>(happened.body)))
    live.close_people({happened.stream.key}, websocket::close_code::session_ended,
                      "this account is shut out");
}

bool gateway_core::is_known(const user_id& who) {
  const std::lock_guard lock{mutex_};
  return known_.contains(who);
}

void gateway_core::remember(const user_id& who) {
  const std::lock_guard lock{mutex_};
  if (known_.size() >= max_known) known_.clear();
  known_.insert(who);
}

} // namespace switchboard
