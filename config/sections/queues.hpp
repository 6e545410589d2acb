#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// Who may serve customers, and how a queue works that has no settings of its own yet.
struct queue_settings {
  bool open_agents = false;
  std::string strategy = "longest_idle";
  std::string answer_mode = "automatic";
  std::int64_t offer_timeout_ms = 20'000;
  std::int64_t unanswered_offers_until_pause = 3;
  std::int64_t reject_delay_ms = 10'000;
  std::int64_t no_answer_delay_ms = 5'000;
  std::int64_t wrap_up_ms = 30'000;
  std::int64_t grace_ms = 60'000;
  std::int64_t service_level_ms = 20'000;
  std::int64_t tier_step_ms = 30'000;

  static constexpr auto fields() {
    using self = queue_settings;
    return std::tuple{
        setting{"open_agents", &self::open_agents,
                "Whether anybody may serve customers without a login. For development."},
        setting{"strategy", &self::strategy, "Which agent comes first.",
                one_of("longest_idle", "round_robin", "fewest_calls", "ring_all", "top_down")},
        setting{"answer_mode", &self::answer_mode, "Whether an agent is asked before the match.",
                one_of("automatic", "offer")},
        setting{"offer_timeout_ms", &self::offer_timeout_ms,
                "How long an agent may take to answer an offer.", between(100, 3'600'000)},
        setting{"unanswered_offers_until_pause", &self::unanswered_offers_until_pause,
                "After how many unanswered offers in a row an agent goes on a break.",
                between(1, 1'000)},
        setting{"reject_delay_ms", &self::reject_delay_ms,
                "How long an agent who rejected is offered nothing.", between(0, 3'600'000)},
        setting{"no_answer_delay_ms", &self::no_answer_delay_ms,
                "How long an agent who did not answer is offered nothing.", between(0, 3'600'000)},
        setting{"wrap_up_ms", &self::wrap_up_ms,
                "How long an agent may take after a call; 0 is no wrap-up.",
                between(0, 24 * 3'600'000)},
        setting{"grace_ms", &self::grace_ms, "How long a side that dropped may take to come back.",
                between(0, 3'600'000)},
        setting{"service_level_ms", &self::service_level_ms,
                "Within what wait an answer counts as in time.", between(1, 24 * 3'600'000)},
        setting{"tier_step_ms", &self::tier_step_ms,
                "How long a customer waits before the next tier of agents opens.",
                between(0, 24 * 3'600'000)}};
  }
};

} // namespace switchboard::config
