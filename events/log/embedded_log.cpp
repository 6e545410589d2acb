#include "events/log/embedded_log.hpp"

#include "events/codec.hpp"
#include "events/log/proposal.hpp"
#include "threads/guard.hpp"

#include <pthread.h>

#include <utility>

namespace switchboard {

embedded_log::embedded_log(const data_folder& folder, report_line report, append_limits limits)
    : stored_{folder, log_file::purpose::log, std::move(report), limits},
      queue_{limits},
      thread_{[this] { write_until_closed(); }} {}

embedded_log::~embedded_log() {
  queue_.close();
  thread_.join();
}

void embedded_log::append(std::vector<envelope> events, append_done done) {
  if (auto flaw = flaw_in(events)) return done(append_failed{std::move(*flaw)});
  queued_append queued;
  queued.records.reserve(events.size());
  for (const auto& each : events) {
    queued.records.push_back(encode(each));
    queued.record_bytes += queued.records.back().size();
  }
  queued.events = std::move(events);
  queued.done = std::move(done);
  if (auto refusal = queue_.push(queued)) queued.done(append_failed{std::move(*refusal)});
}

void embedded_log::write_until_closed() {
  ::pthread_setname_np(::pthread_self(), "log");
  for (auto group = queue_.take_group(); !group.empty(); group = queue_.take_group()) {
    group_outcome outcome;
    if (!threads::guarded("log writer", [&] { outcome = stored_.commit(group); }))
      outcome.results.assign(group.size(), append_failed{"the log failed", true});
    for (std::size_t i = 0; i < group.size(); ++i)
      threads::guarded("verdict", [&] { group[i].done(std::move(outcome.results[i])); });
    threads::guarded("log upkeep", [&] { stored_.tidy_up(); });
  }
}

std::vector<recorded> embedded_log::read_stream(const stream_id& stream, std::uint64_t from_seq,
                                                std::size_t limit) const {
  return stored_.reader().read_stream(stream, from_seq, limit);
}

std::vector<recorded> embedded_log::read_all(std::uint64_t from_position, std::size_t limit) const {
  return stored_.reader().read_all(from_position, limit, head());
}

std::uint64_t embedded_log::seq_at(const stream_id& stream, std::uint64_t position) const {
  return stored_.reader().seq_at(stream, position);
}

std::uint64_t embedded_log::head() const { return stored_.head(); }

std::unique_ptr<event_log::subscription> embedded_log::follow(std::uint64_t from_position,
                                                              batch_sink sink) {
  return stored_.follow(from_position, std::move(sink));
}

} // namespace switchboard
