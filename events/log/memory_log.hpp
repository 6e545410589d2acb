#pragma once

#include "events/log/event_log.hpp"

namespace switchboard {

/// The log in memory: for tests, simulations and benches. It has no thread of its own. `append`
/// decides at once and calls `done` before it returns, then hands the events to the followers;
/// `follow` hands over the past before it returns. On one thread everything is therefore in an
/// order that depends on nothing but the calls. On several threads a call that comes while another
/// thread is calling back leaves its own call backs to that thread.
class memory_log final : public event_log {
public:
  memory_log();
  ~memory_log() override;

  void append(std::vector<envelope> events, append_done done) override;
  std::vector<recorded> read_stream(const stream_id& stream, std::uint64_t from_seq,
                                    std::size_t limit) const override;
  std::vector<recorded> read_all(std::uint64_t from_position, std::size_t limit) const override;
  std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const override;
  std::uint64_t head() const override;
  std::unique_ptr<subscription> follow(std::uint64_t from_position, batch_sink sink) override;

private:
  class contents;
  class follower;

  std::shared_ptr<contents> contents_;
};

} // namespace switchboard
