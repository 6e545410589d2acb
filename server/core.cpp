#include "server/core.hpp"

#include "events/log/kafka/kafka_log.hpp"
#include "events/log/kafka/kafka_signals.hpp"
#include "projections/progress_display.hpp"
#include "server/closed_folder.hpp"
#include "server/options.hpp"

namespace switchboard::server {

namespace {

/// How many messages an actor handles before another one gets the thread.
constexpr std::size_t max_throughput = 200;
constexpr double s_per_minute = 60;

void choose_scheduling(caf::actor_system_config& into, unsigned threads) {
  // Workers that steal poll when there is nothing to do; measured in docs/decisions/0005.
  into.set("scheduler.policy", caf::atom("sharing"));
  into.set("scheduler.max-threads", static_cast<std::size_t>(threads));
  into.set("scheduler.max-throughput", max_throughput);
}

report_line reports_to(people_log& people) {
  return [&people](const std::string& line) { people.warn("report", {{"line", line}}); };
}

storage open_storage_of(const config::settings& all, people_log& people) {
  const auto report = reports_to(people);
  const data_folder folder{all.server.data};
  close_to_others(folder.path(), people);
  if (all.events.backend == "kafka")
    return open_kafka_storage(kafka_options_of(all), folder, report);
  return open_storage(folder, report);
}

std::unique_ptr<signal_log> open_signals_of(const config::settings& all,
                                            const report_line& report) {
  if (all.events.backend == "kafka" && all.events.log_signals)
    return std::make_unique<kafka_signals>(kafka_options_of(all), report);
  return nullptr;
}

} // namespace

core::core(const config::settings& all, people_log& people)
    : options_{engine_options_of(all)},
      storage_{open_storage_of(all, people)},
      signals_{open_signals_of(all, reports_to(people))},
      actors_{(choose_scheduling(scheduling_, thread_count_of(all)), scheduling_)},
      engine_{std::in_place, actors_, *storage_.log, *storage_.snapshots, time_, ids_, options_},
      past_{std::in_place, *storage_.log, data_folder{all.server.data},
            projections::options{.report = reports_to(people),
                                 .on_progress = projections::shown_progress(reports_to(people))}},
      accounts_{std::in_place, account_options_of(all), all.server.data},
      call_rates_{static_cast<double>(all.calls.calls_per_caller) / s_per_minute,
                  static_cast<double>(all.calls.calls_per_caller)},
      queues_{*storage_.log, [this] { return past_->queue_count(); },
              queue_register_options_of(all)},
      ports_{.ask = [this](switchboard::request asked) { engine_->ask(std::move(asked)); },
             .recall =
                 [this](const switchboard::request& asked) { return engine_->standing_of(asked); },
             .log = storage_.log.get(),
             .accounts = &*accounts_,
             .past = &*past_,
             .time = &time_,
             .people = &people,
             .public_url = all.mail.public_url,
             .node = options_.node,
             .queue_defaults = queue_settings_of(all),
             .ticket_lifetime_ms = all.accounts.ticket_lifetime_s * 1000,
             .queues = &queues_,
             .has_open_agents = all.queues.open_agents,
             .has_open_skills = all.queues.open_skills,
             .customer_secret = customer_secret_of(all),
             .contacts = contact_policy_of(all),
             .calls = &call_rates_,
             .is_presence_open = all.privacy.presence == "open",
             .is_directory_open = all.privacy.directory == "open",
             .ice = ice_options_of(all)} {
  engine_->start();
}

/// Whoever is asked last goes last. What the read models still have to tell may need the accounts,
/// and both may still ask entities: those that have gone say that they are unavailable.
core::~core() {
  engine_->stop();
  actors_.await_all_actors_done();
  past_.reset();
  accounts_.reset();
  engine_.reset();
}

} // namespace switchboard::server
