#include "events/log/kafka/doubt_settler.hpp"

#include "threads/guard.hpp"

#include <chrono>
#include <utility>

namespace switchboard::kafka {

namespace {

constexpr std::chrono::milliseconds wait_for_doubts{100};
constexpr std::chrono::milliseconds wait_for_reading{20};
constexpr std::chrono::milliseconds answer_timeout{500};

} // namespace

doubt_settler::doubt_settler(const kafka_options& options, pending_appends& pending,
                             const replica_writer& writer)
    : options_{options}, pending_{pending}, writer_{writer}, thread_{[this] {
        serve_until_closed();
      }} {}

doubt_settler::~doubt_settler() {
  is_closed_ = true;
  thread_.join();
}

void doubt_settler::serve_until_closed() {
  while (!is_closed_)
    if (pending_.wait_for_doubts(wait_for_doubts)
        && !threads::guarded("doubtful appends", [&] { settle_all(); }))
      std::this_thread::sleep_for(wait_for_reading);
}

void doubt_settler::settle_all() {
  const partition_ends ends{options_};
  while (!is_closed_ && pending_.wait_for_doubts({})) {
    look_for(ends);
    answer_settled();
    std::this_thread::sleep_for(wait_for_reading);
  }
}

void doubt_settler::look_for(const partition_ends& ends) {
  for (const auto partition : pending_.partitions_to_look_at()) {
    const auto asked_at = std::chrono::steady_clock::now();
    if (const auto found = ends.of(partition, answer_timeout))
      pending_.note_end(partition, found->end, asked_at);
  }
}

void doubt_settler::answer_settled() {
  const auto stored = writer_.stored_offsets();
  for (std::size_t i = 0; i < stored.size(); ++i)
    // It may still be on its way, from a broker that took it and does not answer.
    for (auto& each : pending_.take_settled(static_cast<std::int32_t>(i), stored[i]))
      threads::guarded("verdict", [&] { each.done(append_failed{std::move(each.doubt), true}); });
}

} // namespace switchboard::kafka
