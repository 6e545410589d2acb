#pragma once

#include "actors/engine.hpp"
#include "config/settings.hpp"
#include "events/log/signal_log.hpp"
#include "events/log/storage.hpp"
#include "projections/read_models.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/api/ports.hpp"
#include "transport/engagement/person_rates.hpp"
#include "transport/people_log/event_narrator.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <memory>
#include <optional>

namespace switchboard::server {

/// What a data folder holds, brought to life: the log, the actors over it, and the accounts. The
/// server and those tools that change something stand on it.
class core {
public:
  /// Throws a `log_error`, `credential_error` or `key_error`, each one line, when the folder or
  /// what is in it is not as it must be.
  core(const config::settings& all, people_log& people);
  /// Waits for what the entities are about.
  ~core();
  core(const core&) = delete;
  core& operator=(const core&) = delete;

  api::ports& ports() { return ports_; }
  event_log& log() { return *storage_.log; }
  /// Null where signals are not kept.
  signal_log* signals() { return signals_.get(); }
  const engine& entities() const { return *engine_; }
  const engine_options& options() const { return options_; }

private:
  const engine_options options_;
  wall_clock time_;
  random_ids ids_;
  storage storage_;
  std::unique_ptr<signal_log> signals_;
  caf::actor_system_config scheduling_;
  caf::actor_system actors_;
  std::optional<engine> engine_;
  std::optional<projections::read_models> past_;
  std::optional<switchboard::accounts> accounts_;
  person_rates call_rates_;
  queue_register queues_;
  api::ports ports_;
};

} // namespace switchboard::server
