#include "transport/gateway/overview_watch.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace switchboard {

namespace {

using namespace std::chrono_literals;

/// A socket whose frames can be waited for.
class heard_socket final : public websocket::connection {
public:
  void send(websocket::frame sent) override {
    const std::lock_guard lock{mutex_};
    texts_.push_back(sent.bytes->substr(sent.bytes->find('{')));
    is_changed_.notify_all();
  }
  void close(websocket::close_code, std::string) override {}
  std::shared_ptr<websocket::connection> shared() override { return nullptr; }

  bool hears(std::uint64_t position) {
    const auto words = "\"position\":" + std::to_string(position) + ',';
    std::unique_lock lock{mutex_};
    return is_changed_.wait_for(lock, 20s, [&] {
      return !texts_.empty() && texts_.back().find(words) != std::string::npos;
    });
  }

  std::vector<std::string> texts() {
    const std::lock_guard lock{mutex_};
    return texts_;
  }

private:
  std::mutex mutex_;
  std::condition_variable is_changed_;
  std::vector<std::string> texts_;
};

/// What there is to see, and how often somebody looked.
struct view {
  std::atomic<std::uint64_t> position = 1;
  std::atomic<bool> is_hidden = false;
  std::atomic<int> look_count = 0;

  projections::overview seen() {
    ++look_count;
    if (is_hidden) throw std::runtime_error{"the disk is away"};
    projections::overview now;
    now.position = position;
    return now;
  }
};

TEST_CASE("whoever watches is told at once, and at each change until they look away") {
  view all;
  overview_watch watched{[&] { return all.seen(); }, 1ms};
  const auto one = std::make_shared<heard_socket>();
  const auto other = std::make_shared<heard_socket>();
  watched.watch(one);
  REQUIRE(one->hears(1));
  CHECK(one->texts().front().starts_with(R"({"type":"overview","position":1,)"));
  all.position = 2;
  REQUIRE(one->hears(2));
  watched.watch(other);
  REQUIRE(other->hears(2));
  watched.forget(one);
  all.position = 3;
  REQUIRE(other->hears(3));
  CHECK(one->texts().size() == 2);
  CHECK(other->texts().size() == 2);
}

TEST_CASE(
    "however often somebody asks, there is one look in an interval, and nobody else is told") {
  view all;
  overview_watch watched{[&] { return all.seen(); }, 1h};
  const auto quiet = std::make_shared<heard_socket>();
  watched.watch(quiet);
  REQUIRE(quiet->hears(1));
  all.position = 2;
  for (int i = 0; i < 100; ++i) {
    const auto asking = std::make_shared<heard_socket>();
    watched.watch(asking);
    REQUIRE(asking->hears(1));
  }
  CHECK(quiet->texts().size() == 1);
  CHECK(all.look_count == 1);
}

TEST_CASE("what cannot be read is told when it can be read again") {
  view all;
  all.is_hidden = true;
  overview_watch watched{[&] { return all.seen(); }, 1ms};
  const auto patient = std::make_shared<heard_socket>();
  watched.watch(patient);
  while (all.look_count < 3)
    std::this_thread::yield();
  CHECK(patient->texts().empty());
  all.is_hidden = false;
  CHECK(patient->hears(1));
}

TEST_CASE("nobody is told of anything after the end") {
  view all;
  overview_watch watched{[&] { return all.seen(); }, 1ms};
  watched.stop();
  const auto late = std::make_shared<heard_socket>();
  watched.watch(late);
  watched.stop();
  CHECK(late->texts().empty());
  CHECK(all.look_count == 0);
}

} // namespace

} // namespace switchboard
