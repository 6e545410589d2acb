#include "server/core.hpp"

#include "server/options.hpp"

namespace switchboard::server {

namespace {

/// How many messages an actor handles before another one gets the thread.
constexpr std::size_t max_throughput = 200;

void choose_scheduling(caf::actor_system_config& into, unsigned threads) {
  // Workers that steal poll when there is nothing to do; measured in docs/decisions/0005.
  into.set("scheduler.policy", caf::atom("sharing"));
  into.set("scheduler.max-threads", static_cast<std::size_t>(threads));
  into.set("scheduler.max-throughput", max_throughput);
}

} // namespace

core::core(const config::settings& all, people_log& people)
    : options_{engine_options_of(all)},
      storage_{open_storage(data_folder{all.server.data},
                            [&people](const std::string& line) {
                              people.warn("log_report", {{"line", line}});
                            })},
      actors_{(choose_scheduling(scheduling_, thread_count_of(all)), scheduling_)},
      engine_{std::in_place, actors_, *storage_.log, *storage_.snapshots, time_, ids_, options_},
      accounts_{std::in_place, account_options_of(all), all.server.data},
      ports_{.ask = [this](switchboard::request asked) { engine_->ask(std::move(asked)); },
             .log = *storage_.log,
             .accounts = *accounts_,
             .time = time_,
             .people = people,
             .node = options_.node,
             .queue_defaults = queue_settings_of(all),
             .ticket_lifetime_ms = all.accounts.ticket_lifetime_s * 1000,
             .has_open_agents = all.queues.open_agents} {
  engine_->start();
}

core::~core() {
  // The accounts' threads may be about to ask the entities something, so they end first.
  accounts_.reset();
  engine_->stop();
  actors_.await_all_actors_done();
  engine_.reset();
}

} // namespace switchboard::server
