#include "events/log/memory_log.hpp"
#include "threads/failures.hpp"
#include "transport/gateway/hub.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

// The hub tells those who are connected, whatever fails under it.

using namespace switchboard;

namespace {

const user_id alice{"alice"};
const user_id bob{"bob"};
const room_id room = direct_room(alice, bob);

class kept_frames final : public websocket::connection {
public:
  void send(websocket::frame sent) override { texts.push_back(*sent.bytes); }
  void close(websocket::close_code, std::string) override {}
  std::shared_ptr<websocket::connection> shared() override { return nullptr; }

  bool has(std::string_view type) const {
    return std::ranges::any_of(texts, [&](const std::string& each) {
      return each.find("\"type\":\"" + std::string{type} + '"') != std::string::npos;
    });
  }

  std::vector<std::string> texts;
};

/// A log whose streams cannot be read for a while.
class flaky_log final : public event_log {
public:
  void append(std::vector<envelope> events, append_done done) override {
    stored_.append(std::move(events), std::move(done));
  }
  std::vector<recorded> read_stream(const stream_id& stream, std::uint64_t from_seq,
                                    std::size_t limit) const override {
    if (unreadable_times > 0) {
      --unreadable_times;
      throw log_error{"the disk does not answer"};
    }
    return stored_.read_stream(stream, from_seq, limit);
  }
  std::vector<recorded> read_all(std::uint64_t from_position, std::size_t limit) const override {
    return stored_.read_all(from_position, limit);
  }
  std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const override {
    return stored_.seq_at(stream, position);
  }
  std::uint64_t head() const override { return stored_.head(); }
  std::unique_ptr<subscription> follow(std::uint64_t from_position, batch_sink sink) override {
    return stored_.follow(from_position, std::move(sink));
  }

  mutable int unreadable_times = 0;

private:
  memory_log stored_;
};

/// A hub with one device of each, and what happens in their room.
struct stage {
  explicit stage(find_profile people) : live{log, std::move(people), [](const envelope&) {}} {
    live.start();
    for (auto& [who, socket] : {std::pair{alice, hers}, std::pair{bob, his}}) {
      devices.push_back(
          std::make_shared<subscriber>(who, connection_id{"c_" + who.value}, std::nullopt, socket));
      live.enroll(devices.back(), true);
      live.open(*devices.back());
    }
    room::created made;
    made.members = {alice, bob};
    happen({made});
  }

  void happen(room::event body) {
    envelope entry;
    entry.id = make_event_id(1, 2, ++seq);
    entry.stream = stream_of(room);
    entry.seq = seq;
    entry.body = std::move(body);
    log.append({entry}, [](const append_result&) {});
  }

  void ring() {
    const auto call = call_in(room, seq + 1);
    happen({room::call_invited{call, {}, alice, {}, call_type::audio, {bob}, {}}});
    happen({room::participant_joined{call, alice, {"c_alice"}, {}}});
    happen({room::participant_joined{call, bob, {"c_bob"}, {}}});
  }

  flaky_log log;
  std::shared_ptr<kept_frames> hers = std::make_shared<kept_frames>();
  std::shared_ptr<kept_frames> his = std::make_shared<kept_frames>();
  hub live;
  std::vector<std::shared_ptr<subscriber>> devices;
  std::uint64_t seq = 0;
};

} // namespace

TEST_CASE("profiles that cannot be looked up stop no delivery: people are shown by their ids") {
  stage on{[](const user_id&) -> std::optional<profile> {
    throw std::runtime_error{"projections.db: is locked"};
  }};
  on.ring();
  CHECK(on.hers->has("join"));
  CHECK(on.hers->texts.back().find("\"full_name\":\"bob\"") != std::string::npos);
}

TEST_CASE("a log that cannot be read for a moment delays an event, and loses none") {
  stage on{[](const user_id&) { return std::optional<profile>{}; }};
  on.log.unreadable_times = 3;
  on.ring();
  CHECK(on.hers->has("join"));
  CHECK(threads::failures().trouble().empty());
}
