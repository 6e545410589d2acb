#include "tests/actors/world.hpp"

#include <algorithm>
#include <chrono>

namespace switchboard::testing {

void obstinate_log::append(std::vector<envelope> events, append_done done) {
  ++appends_;
  if (std::exchange(throws_at_append_, false)) throw std::runtime_error{"no memory"};
  if (is_holding_)
    waiting_.emplace_back(std::move(events), std::move(done));
  else
    stored_.append(std::move(events), std::move(done));
}

std::vector<recorded> obstinate_log::read_stream(const stream_id& stream, std::uint64_t from_seq,
                                                 std::size_t limit) const {
  ++reads_of_streams_;
  if (fails_reads_) throw log_error{"the disk is gone"};
  return stored_.read_stream(stream, from_seq, limit);
}

std::vector<recorded> obstinate_log::read_all(std::uint64_t from_position,
                                              std::size_t limit) const {
  if (fails_reads_) throw log_error{"the disk is gone"};
  return stored_.read_all(from_position, limit);
}

std::uint64_t obstinate_log::seq_at(const stream_id& stream, std::uint64_t position) const {
  if (fails_reads_) throw log_error{"the disk is gone"};
  return stored_.seq_at(stream, position);
}

std::unique_ptr<event_log::subscription> obstinate_log::follow(std::uint64_t from_position,
                                                               batch_sink sink) {
  return stored_.follow(from_position, std::move(sink));
}

void obstinate_log::release() {
  is_holding_ = false;
  while (!waiting_.empty()) {
    auto [events, done] = std::move(waiting_.front());
    waiting_.pop_front();
    stored_.append(std::move(events), std::move(done));
  }
}

void obstinate_log::release_first(append_result verdict, bool is_stored) {
  auto [events, done] = std::move(waiting_.front());
  waiting_.pop_front();
  if (is_stored) stored_.append(std::move(events), [](append_result) {});
  done(std::move(verdict));
}

world::world(engine_options options) : options_{std::move(options)} {
  config_.set("scheduler.policy", caf::atom("testing"));
  start("1");
}

world::~world() { stop(); }

void world::boot(std::string incarnation) {
  options_.incarnation = std::move(incarnation);
  system_ = std::make_unique<caf::actor_system>(config_);
  engine_ = std::make_unique<engine>(*system_, log, snapshots, time, ids_, options_);
  engine_->start();
}

void world::start(std::string incarnation) {
  boot(std::move(incarnation));
  run();
}

void world::stop() {
  if (!engine_) return;
  engine_->stop();
  run();
  engine_.reset();
  system_.reset();
}

void world::crash() {
  const auto kept = snapshots.load_checkpoint();
  for (const auto& each : alive_)
    *each = false;
  alive_.clear();
  stop();
  if (kept) snapshots.save_checkpoint(*kept);
}

std::shared_ptr<std::vector<outcome>> world::post(const stream_id& to, command body,
                                                  std::string command_id, std::string actor) {
  auto answers = std::make_shared<std::vector<outcome>>();
  auto is_alive = std::make_shared<bool>(true);
  alive_.push_back(is_alive);
  engine_->ask({to, std::move(body), std::move(command_id), "", "", std::move(actor),
                [answers, is_alive](const outcome& answer) {
                  if (*is_alive) answers->push_back(answer);
                }});
  return answers;
}

std::shared_ptr<std::vector<outcome>> world::ask(const stream_id& to, command body,
                                                 std::string command_id, std::string actor) {
  auto answers = post(to, std::move(body), std::move(command_id), std::move(actor));
  run();
  return answers;
}

void world::run() { static_cast<caf::scheduler::test_coordinator&>(system_->scheduler()).run(); }

void world::pass(std::int64_t duration_ms) {
  auto& scheduler = static_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
  for (std::int64_t passed_ms = 0; passed_ms < duration_ms;) {
    const auto step_ms = std::min<std::int64_t>(100, duration_ms - passed_ms);
    passed_ms += step_ms;
    time.set(time.now() + step_ms);
    scheduler.advance_time(std::chrono::milliseconds{step_ms});
    run();
  }
}

std::vector<std::string> world::types_in(const stream_id& stream) const {
  std::vector<std::string> types;
  for (const auto& each : log.read_stream(stream, 1, 1'000))
    types.emplace_back(type_of(each.entry.body));
  return types;
}

} // namespace switchboard::testing
