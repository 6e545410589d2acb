#include "events/log/memory_log.hpp"

#include "events/log/proposal.hpp"
#include "threads/guard.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

namespace switchboard {

namespace {

/// Batches begin at ascending positions; the one that holds `position`, or the end.
std::size_t batch_with(const std::deque<accepted_batch>& batches, std::uint64_t position) {
  const auto after =
      std::partition_point(batches.begin(), batches.end(), [&](const accepted_batch& each) {
        return each->back().position < position;
      });
  return static_cast<std::size_t>(std::distance(batches.begin(), after));
}

std::vector<recorded> copied(const std::vector<const recorded*>& chosen) {
  std::vector<recorded> copies;
  copies.reserve(chosen.size());
  for (const auto* each : chosen)
    copies.push_back(*each);
  return copies;
}

/// At most `limit` of the events from the `from`-th on, which counts from 1.
std::vector<const recorded*> slice(const std::vector<const recorded*>& all, std::uint64_t from,
                                   std::size_t limit) {
  const auto begin = std::min<std::size_t>(std::max<std::uint64_t>(from, 1) - 1, all.size());
  const auto end = begin + std::min(limit, all.size() - begin);
  return {all.begin() + static_cast<std::ptrdiff_t>(begin),
          all.begin() + static_cast<std::ptrdiff_t>(end)};
}

} // namespace

/// Where one follower is. All of it but the sink is guarded by the mutex of the contents.
class memory_log::follower {
public:
  follower(std::uint64_t from_position, std::size_t next_batch, batch_sink sink)
      : from_position{from_position}, next_batch{next_batch}, sink{std::move(sink)} {}

  const std::uint64_t from_position;
  std::size_t next_batch;
  bool is_closed = false;
  /// The thread that is handing over to it now; nobody else does meanwhile.
  std::thread::id served_by;
  const batch_sink sink;
};

/// What subscriptions share with the log, so that either may go first.
class memory_log::contents {
public:
  void append(std::vector<envelope> events, append_done done);
  std::vector<const recorded*> of_stream(const stream_id& stream, std::uint64_t from_seq,
                                         std::size_t limit) const;
  std::vector<const recorded*> of_all(std::uint64_t from_position, std::size_t limit) const;
  std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const;
  std::uint64_t head() const;

  std::shared_ptr<follower> add_follower(std::uint64_t from_position, batch_sink sink);
  void remove_follower(const std::shared_ptr<follower>& leaving);

private:
  using follower_list = std::vector<std::shared_ptr<follower>>;

  /// An append that is decided and whose caller is still to be told.
  struct settled_append {
    append_done done;
    append_result result;
  };

  append_result decide(std::vector<envelope> events);
  /// Tells callers what became of their appends, in order; false if another thread, or a caller
  /// further up on this one, is already at it and will go on with what was added.
  bool settle();
  void serve_all();
  void serve(follower& served);
  accepted_batch next_for(follower& served);

  mutable std::mutex mutex_;
  std::condition_variable is_served_;
  std::deque<accepted_batch> batches_;
  std::vector<const recorded*> by_position_;
  std::unordered_map<stream_id, std::vector<const recorded*>> by_stream_;
  std::vector<settled_append> settled_;
  bool is_settling_ = false;
  /// Replaced rather than changed, so that serving walks it without the mutex.
  std::shared_ptr<const follower_list> followers_ = std::make_shared<const follower_list>();
};

append_result memory_log::contents::decide(std::vector<envelope> events) {
  if (auto flaw = flaw_in(events)) return append_failed{std::move(*flaw)};
  const auto known = by_stream_.find(events.front().stream);
  const std::uint64_t last_seq = known == by_stream_.end() ? 0 : known->second.size();
  if (events.front().seq != last_seq + 1) return append_conflict{last_seq};

  auto& stream = known == by_stream_.end() ? by_stream_[events.front().stream] : known->second;
  auto batch = std::make_shared<std::vector<recorded>>();
  batch->reserve(events.size());
  for (auto& each : events) {
    batch->push_back({by_position_.size() + 1, std::move(each)});
    by_position_.push_back(&batch->back());
    stream.push_back(&batch->back());
  }
  const auto first_position = batch->front().position;
  batches_.push_back(std::move(batch));
  return append_accepted{first_position};
}

void memory_log::contents::append(std::vector<envelope> events, append_done done) {
  {
    const std::lock_guard lock{mutex_};
    settled_.push_back({std::move(done), decide(std::move(events))});
  }
  if (settle()) serve_all();
}

bool memory_log::contents::settle() {
  std::vector<settled_append> taken;
  std::unique_lock lock{mutex_};
  if (is_settling_) return false;
  is_settling_ = true;
  while (!settled_.empty()) {
    taken.swap(settled_);
    lock.unlock();
    for (auto& each : taken)
      threads::guarded("verdict", [&] { each.done(std::move(each.result)); });
    taken.clear();
    lock.lock();
  }
  is_settling_ = false;
  return true;
}

void memory_log::contents::serve_all() {
  std::unique_lock lock{mutex_};
  const auto all = followers_;
  lock.unlock();
  for (const auto& each : *all)
    serve(*each);
}

void memory_log::contents::serve(follower& served) {
  {
    const std::lock_guard lock{mutex_};
    if (served.served_by != std::thread::id{}) return;
    served.served_by = std::this_thread::get_id();
  }
  while (const auto batch = next_for(served))
    threads::guarded(threads::failure_kind::follower, "log follower",
                     [&] { served.sink(without_before(batch, served.from_position)); });
}

accepted_batch memory_log::contents::next_for(follower& served) {
  const std::lock_guard lock{mutex_};
  if (!served.is_closed && served.next_batch < batches_.size())
    return batches_[served.next_batch++];
  // Under the same lock under which appends add batches: none can come in between unseen.
  served.served_by = {};
  is_served_.notify_all();
  return nullptr;
}

std::vector<const recorded*> memory_log::contents::of_stream(const stream_id& stream,
                                                             std::uint64_t from_seq,
                                                             std::size_t limit) const {
  const std::lock_guard lock{mutex_};
  const auto found = by_stream_.find(stream);
  if (found == by_stream_.end()) return {};
  return slice(found->second, from_seq, limit);
}

std::vector<const recorded*> memory_log::contents::of_all(std::uint64_t from_position,
                                                          std::size_t limit) const {
  const std::lock_guard lock{mutex_};
  return slice(by_position_, from_position, limit);
}

std::uint64_t memory_log::contents::seq_at(const stream_id& stream, std::uint64_t position) const {
  const std::lock_guard lock{mutex_};
  const auto known = by_stream_.find(stream);
  if (known == by_stream_.end()) return 0;
  const auto after = std::ranges::partition_point(
      known->second, [&](const recorded* each) { return each->position <= position; });
  return static_cast<std::uint64_t>(std::distance(known->second.begin(), after));
}

std::uint64_t memory_log::contents::head() const {
  const std::lock_guard lock{mutex_};
  return by_position_.size();
}

std::shared_ptr<memory_log::follower>
memory_log::contents::add_follower(std::uint64_t from_position, batch_sink sink) {
  std::unique_lock lock{mutex_};
  auto added = std::make_shared<follower>(from_position, batch_with(batches_, from_position),
                                          std::move(sink));
  auto changed = *followers_;
  changed.push_back(added);
  followers_ = std::make_shared<const follower_list>(std::move(changed));
  lock.unlock();
  serve(*added);
  return added;
}

void memory_log::contents::remove_follower(const std::shared_ptr<follower>& leaving) {
  std::unique_lock lock{mutex_};
  leaving->is_closed = true;
  auto changed = *followers_;
  std::erase(changed, leaving);
  followers_ = std::make_shared<const follower_list>(std::move(changed));
  // A sink that ends its own subscription cannot wait for itself to return.
  is_served_.wait(lock, [&] {
    return leaving->served_by == std::thread::id{}
           || leaving->served_by == std::this_thread::get_id();
  });
}

memory_log::memory_log() : contents_{std::make_shared<contents>()} {}

memory_log::~memory_log() = default;

void memory_log::append(std::vector<envelope> events, append_done done) {
  contents_->append(std::move(events), std::move(done));
}

std::vector<recorded> memory_log::read_stream(const stream_id& stream, std::uint64_t from_seq,
                                              std::size_t limit) const {
  return copied(contents_->of_stream(stream, from_seq, limit));
}

std::vector<recorded> memory_log::read_all(std::uint64_t from_position, std::size_t limit) const {
  return copied(contents_->of_all(from_position, limit));
}

std::uint64_t memory_log::seq_at(const stream_id& stream, std::uint64_t position) const {
  return contents_->seq_at(stream, position);
}

std::uint64_t memory_log::head() const { return contents_->head(); }

std::unique_ptr<event_log::subscription> memory_log::follow(std::uint64_t from_position,
                                                            batch_sink sink) {
  class memory_subscription final : public subscription {
  public:
    memory_subscription(std::shared_ptr<contents> followed, std::shared_ptr<follower> self)
        : followed_{std::move(followed)}, self_{std::move(self)} {}
    ~memory_subscription() override { followed_->remove_follower(self_); }

  private:
    std::shared_ptr<contents> followed_;
    std::shared_ptr<follower> self_;
  };
  auto self = contents_->add_follower(from_position, std::move(sink));
  return std::make_unique<memory_subscription>(contents_, std::move(self));
}

} // namespace switchboard
