#include "tools/log_target.hpp"

#include "tools/event_line.hpp"

#include <utility>

namespace switchboard::tools {

namespace {

constexpr std::size_t max_events_on_their_way = 16'384;

} // namespace

log_target::~log_target() { wait_until_at_most(0); }

std::uint64_t log_target::take(const std::vector<recorded>& events) {
  std::vector<envelope> run;
  for (const auto& each : events) {
    if (!run.empty() && run.back().stream != each.entry.stream) append(std::exchange(run, {}));
    run.push_back(each.entry);
  }
  if (!run.empty()) append(std::move(run));
  wait_until_at_most(max_events_on_their_way);
  throw_failure();
  return events.size();
}

void log_target::finish() {
  wait_until_at_most(0);
  throw_failure();
}

void log_target::append(std::vector<envelope> run) {
  const auto count = run.size();
  {
    const std::lock_guard lock{mutex_};
    on_their_way_ += count;
  }
  log_->append(std::move(run), [this, count](const append_result& verdict) {
    const std::lock_guard lock{mutex_};
    on_their_way_ -= count;
    if (const auto* failed = std::get_if<append_failed>(&verdict)) failure_ = failed->reason;
    if (std::holds_alternative<append_conflict>(verdict))
      failure_ = "what is copied is not a whole log: its streams do not begin at 1";
    is_changed_.notify_all();
  });
}

void log_target::wait_until_at_most(std::size_t events) {
  std::unique_lock lock{mutex_};
  is_changed_.wait(lock, [&] { return on_their_way_ <= events; });
}

void log_target::throw_failure() {
  const std::lock_guard lock{mutex_};
  if (!failure_.empty()) throw log_error{"the copy failed: " + failure_};
}

std::uint64_t unordered_log_target::take(const std::vector<recorded>& events) {
  std::vector<recorded> lacking;
  for (const auto& each : events) {
    const auto found = log().read_stream(each.entry.stream, each.entry.seq, 1);
    if (found.empty())
      lacking.push_back(each);
    else if (found.front().entry.id != each.entry.id)
      throw log_error{"the target holds another log: its " + place_of(found.front().entry)
                      + " is another event: copy to an empty place"};
  }
  return lacking.empty() ? 0 : log_target::take(lacking);
}

} // namespace switchboard::tools
