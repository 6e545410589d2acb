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
      live{log, ports.people, [this](const envelope& happened) { presence.take(happened); },
           options.held},
      resumes{options.resumes, options.resume_piece.bytes} {}

std::shared_ptr<shared_rate> gateway_core::rate_of(const user_id& who) {
  const std::lock_guard lock{mutex_};
  if (auto known = rates_[who].lock()) return known;
  auto made = std::shared_ptr<shared_rate>{
      new shared_rate{{options.user_frames_per_s, options.user_frame_burst},
                      {options.user_bytes_per_s, options.user_byte_burst}},
      [this, who](shared_rate* last) {
        delete last;
        const std::lock_guard inner{mutex_};
        const auto found = rates_.find(who);
        if (found != rates_.end() && found->second.expired()) rates_.erase(found);
      }};
  rates_[who] = made;
  return made;
}

bool gateway_core::take_address(const std::string& address) {
  const std::lock_guard lock{mutex_};
  auto& open = addresses_[address];
  if (open >= options.connections_per_address) return false;
  ++open;
  return true;
}

void gateway_core::give_back_address(const std::string& address) {
  const std::lock_guard lock{mutex_};
  const auto found = addresses_.find(address);
  if (found != addresses_.end() && --found->second == 0) addresses_.erase(found);
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
