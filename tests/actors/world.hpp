#pragma once

#include "actors/engine.hpp"
#include "events/log/memory_log.hpp"
#include "events/log/memory_snapshots.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/scheduler/test_coordinator.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace switchboard::testing {

/// A log over the one in memory that can be told to keep its verdicts to itself, to fail, or to let
/// somebody else write first.
class obstinate_log final : public event_log {
public:
  void append(std::vector<envelope> events, append_done done) override;
  std::vector<recorded> read_stream(const stream_id& stream, std::uint64_t from_seq,
                                    std::size_t limit) const override;
  std::vector<recorded> read_all(std::uint64_t from_position, std::size_t limit) const override;
  std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const override;
  std::uint64_t head() const override { return stored_.head(); }
  std::unique_ptr<subscription> follow(std::uint64_t from_position, batch_sink sink) override;

  /// Appends wait from now on, until `release`.
  void hold() { is_holding_ = true; }
  /// Stores what waits and tells the verdicts, in order.
  void release();
  /// Tells the first that waits this verdict, whether or not its events are stored before.
  void release_first(append_result verdict, bool is_stored);
  std::size_t waiting() const { return waiting_.size(); }
  std::size_t appends() const { return appends_; }
  std::size_t reads_of_streams() const { return reads_of_streams_; }
  void fail_reads(bool fails) { fails_reads_ = fails; }
  void throw_at_next_append() { throws_at_append_ = true; }

private:
  memory_log stored_;
  bool is_holding_ = false;
  bool fails_reads_ = false;
  bool throws_at_append_ = false;
  std::size_t appends_ = 0;
  mutable std::size_t reads_of_streams_ = 0;
  std::deque<std::pair<std::vector<envelope>, append_done>> waiting_;
};

class manual_clock final : public clock {
public:
  timestamp now() const override { return now_; }
  void set(timestamp now) { now_ = now; }

private:
  timestamp now_{1'700'000'000'000};
};

class counted_ids final : public id_source {
public:
  event_id next(timestamp now) override { return make_event_id(now.ms, 0, ++count_); }

private:
  std::uint64_t count_ = 0;
};

/// One engine on one thread, with time that passes only when it is told to. It can be restarted
/// over the same log.
class world {
public:
  explicit world(engine_options options = {});
  ~world();

  obstinate_log log;
  memory_snapshots snapshots;
  manual_clock time;

  /// Sends a command and lets everything happen that can. Gives the answer, if there is one yet.
  std::shared_ptr<std::vector<outcome>> ask(const stream_id& to, command body,
                                            std::string command_id = {},
                                            std::string actor = "user/tester");
  /// Sends a command without letting anything happen yet.
  std::shared_ptr<std::vector<outcome>> post(const stream_id& to, command body,
                                             std::string command_id = {},
                                             std::string actor = "user/tester");
  void run();
  /// Lets time pass, stopping at every timer on the way.
  void pass(std::int64_t duration_ms);
  /// The process dies: nothing that was in memory is left, and what it still does reaches nobody.
  void crash();
  void stop();
  /// The process begins again, but nothing has had time to happen.
  void boot(std::string incarnation);
  void start(std::string incarnation);

  engine& running() { return *engine_; }
  std::vector<std::string> types_in(const stream_id& stream) const;

private:
  engine_options options_;
  counted_ids ids_;
  caf::actor_system_config config_;
  std::unique_ptr<caf::actor_system> system_;
  std::unique_ptr<engine> engine_;
  std::vector<std::shared_ptr<bool>> alive_;
};

} // namespace switchboard::testing
