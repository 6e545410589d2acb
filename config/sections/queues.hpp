#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// A function, because gcc 12 fails at counting the members of what has a list as an initializer.
inline std::vector<std::string> default_names() { return {"default"}; }

/// Which queues there are, who may do what in them, and how a queue works that has no settings of
/// its own yet.
struct queue_settings {
  std::vector<std::string> names = default_names();
  std::int64_t open = 0;
  bool open_agents = false;
  bool open_skills = false;
  std::string customer_secret;
  std::string customer_secret_file;
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
        setting{"names", &self::names,
                "The queues that there are from the start; an admin makes others by giving them "
                "settings."},
        setting{"open", &self::open,
                "While there are fewer queues than this, whoever names a new one opens it. For "
                "development.",
                between(0, 100)},
        setting{"open_agents", &self::open_agents,
                "Whether anybody may serve customers without a login. For development."},
        setting{"open_skills", &self::open_skills,
                "Whether a customer for whom nobody vouches may say what an agent must be able to "
                "do."},
        setting{"customer_secret", &self::customer_secret,
                "What a site that embeds the queues signs its customers' tokens with "
                "(`customer_token`), of at least 32 characters. Better given as a variable, or in "
                "`customer_secret_file`, than in a file that others may read."},
        setting{"customer_secret_file", &self::customer_secret_file,
                "The file that holds that secret, for its owner alone to read."},
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
