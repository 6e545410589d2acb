#include "events/log/memory_log.hpp"
#include "tests/support/rehearsal.hpp"
#include "transport/gateway/hub.hpp"
#include "transport/gateway/recent_moves.hpp"
#include "transport/gateway/replay.hpp"

#include <doctest/doctest.h>

#include <future>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace switchboard {

namespace {

constexpr timestamp start{1'700'000'000'000};

using missed = std::variant<std::vector<websocket::frame>, says::resume_failed>;

/// Keeps what it is sent.
class kept_frames final : public websocket::connection,
                          public std::enable_shared_from_this<kept_frames> {
public:
  void send(websocket::frame sent) override { texts.push_back(payload_of(*sent.bytes)); }
  void close(websocket::close_code, std::string) override {}
  std::shared_ptr<websocket::connection> shared() override { return shared_from_this(); }

  static std::string payload_of(const std::string& bytes) { return bytes.substr(bytes.find('{')); }

  std::vector<std::string> texts;
};

struct device {
  std::shared_ptr<kept_frames> socket = std::make_shared<kept_frames>();
  std::shared_ptr<subscriber> seat;
};

/// Four people, each with a device, who call and write to each other over a log that a hub follows.
class town {
public:
  explicit town(unsigned seed) : chance_{seed} {
    play_.emplace(start, [this](const std::vector<envelope>& events) {
      std::promise<void> stored;
      log_.append(events, [&](const append_result&) { stored.set_value(); });
      stored.get_future().wait();
    });
    hub_.start();
    for (const auto* name : {"alice", "bob", "carol", "dave"})
      settle(user_id{name});
    ask(stream_of(group_), room::create_group{people_[0], "all", people_}, people_[0]);
    for (auto& [who, each] : devices_) {
      hub_.follow(*each.seat, {group_}, std::nullopt);
      hub_.open(*each.seat);
    }
    catch_up();
  }

  /// One thing that somebody may do, or try to.
  void act() {
    const auto& who = any_person();
    const auto& other = any_person();
    const auto room = chance(3) == 0 ? group_ : direct_room(who, other);
    const auto call = call_of_[room];
    const auto device = devices_.at(who).seat->id;
    switch (chance(9)) {
    case 0:
    case 1:
      return ask_room(room, room::post_message{who, "words", {R"({"n":1})"}}, who);
    case 2:
      return ask_room(room, room::invite{who, device, call_type::video}, who);
    case 3:
      return ask_room(room, room::accept{call, who, device}, who);
    case 4:
      return ask_room(room, room::reject{call, who, device, "no"}, who);
    case 5:
    case 6:
      return ask_room(room, room::join{call, who, device, {}}, who);
    case 7:
      return ask_room(room, room::leave{call, who, device}, who);
    default:
      return ask_room(room, room::end_call{call, who, {}}, who);
    }
  }

  void catch_up() {
    std::promise<void> done;
    hub_.when_caught_up([&] { done.set_value(); });
    done.get_future().wait();
  }

  const device& device_of(const user_id& who) const { return devices_.at(who); }
  const std::vector<user_id>& people() const { return people_; }

  missed missed_by(const user_id& who, const resume_point& point) const {
    const auto rooms = recent_moves{log_}.rooms_of(who, {}, log_.head());
    const find_profile people = nobody_known;
    replay told{log_, people, *devices_.at(who).seat};
    if (auto failed = told.begin(rooms, point, log_.head())) return *std::move(failed);
    return all_of(told);
  }

  /// What happened in the second part of the log, as a client is told that has seen the first.
  std::vector<websocket::frame> missed_since(const user_id& who, std::uint64_t position) const {
    const auto rooms = recent_moves{log_}.rooms_of(who, {}, log_.head());
    const find_profile people = nobody_known;
    replay told{log_, people, *devices_.at(who).seat};
    told.go_on(rooms, position, log_.head());
    return all_of(told);
  }

  const event_log& log() const { return log_; }

private:
  /// A few frames at a time, so that whatever is long comes in many pieces.
  static std::vector<websocket::frame> all_of(replay& told) {
    constexpr frame_limits small{3, 1'000};
    std::vector<websocket::frame> frames;
    for (;;) {
      auto piece = told.next(small);
      for (auto& each : piece.frames)
        frames.push_back(std::move(each));
      if (piece.is_last) return frames;
    }
  }

  static std::optional<profile> nobody_known(const user_id&) { return std::nullopt; }

  unsigned chance(unsigned ways) {
    return std::uniform_int_distribution<unsigned>{0, ways - 1}(chance_);
  }
  const user_id& any_person() { return people_[chance(static_cast<unsigned>(people_.size()))]; }

  void settle(const user_id& who) {
    people_.push_back(who);
    ask(stream_of(who), user::register_account{"uuid", {}, who.value, role::user}, who);
    auto& own = devices_[who];
    own.seat = std::make_shared<subscriber>(who, connection_id{"c_" + who.value}, std::nullopt,
                                            own.socket);
    hub_.enroll(own.seat, true);
    ask(stream_of(who), user::connect_device{own.seat->id, "node", "1", "phone"}, who);
  }

  void ask_room(const room_id& room, room::command what, const user_id& who) {
    ask(stream_of(room), std::move(what), who);
    const auto seq = play_->seq_of(stream_of(room));
    for (const auto& each : log_.read_stream(stream_of(room), seq > 4 ? seq - 4 : 1, 5))
      if (const auto* invited =
              std::get_if<room::call_invited>(&std::get<room::event>(each.entry.body)))
        call_of_[room] = invited->call_id;
  }

  /// Some commands come from the person's device, which is then told by its answer.
  void ask(const stream_id& to, command what, const user_id& who) {
    const auto id = "command-" + std::to_string(++commands_);
    if (devices_.contains(who) && chance(2) == 0) devices_.at(who).seat->commands->add(id);
    play_->ask(to, std::move(what), id, "user/" + who.value);
    catch_up();
  }

  std::mt19937 chance_;
  memory_log log_;
  hub hub_{log_, nobody_known, [](const envelope&) {}};
  std::optional<testing::rehearsal> play_;
  const room_id group_{"group~everybody"};
  std::vector<user_id> people_;
  std::map<user_id, device> devices_;
  std::map<room_id, call_id> call_of_;
  int commands_ = 0;
};

/// What a client would remember of the frames that it has seen.
resume_point point_after(const std::vector<std::string>& frames, std::size_t seen) {
  resume_point point;
  for (std::size_t i = 0; i < seen; ++i) {
    const auto frame = json::parse(frames[i]);
    if (!frame.contains("stream")) continue;
    auto& seq = point.streams[*parse_stream_id(frame["stream"].get<std::string>())];
    seq = std::max(seq, frame["seq"].get<std::uint64_t>());
  }
  return point;
}

} // namespace

TEST_CASE("what a client missed is what it would have seen, wherever it broke off") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    town all{seed};
    for (int acts = 0; acts < 120; ++acts)
      all.act();
    for (const auto& who : all.people()) {
      CAPTURE(who.value);
      const auto& live = all.device_of(who).socket->texts;
      REQUIRE(live.size() > 10);
      for (std::size_t seen = 1; seen < live.size(); seen += 7) {
        const auto again = all.missed_by(who, point_after(live, seen));
        const auto* frames = std::get_if<std::vector<websocket::frame>>(&again);
        REQUIRE(frames != nullptr);
        // Of one event's frames a client has seen all or none: a socket breaks between events.
        const auto last = json::parse(live[seen - 1]);
        auto next = seen;
        while (next < live.size() && json::parse(live[next])["seq"] == last["seq"]
               && json::parse(live[next])["stream"] == last["stream"])
          ++next;
        std::vector<std::string> texts;
        for (const auto& each : *frames)
          texts.push_back(kept_frames::payload_of(*each.bytes));
        CHECK(texts
              == std::vector<std::string>(live.begin() + static_cast<std::ptrdiff_t>(next),
                                          live.end()));
      }
    }
  }
}

TEST_CASE("a client that could not follow for a while is told the rest of it from the log") {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    CAPTURE(seed);
    town all{seed};
    for (int acts = 0; acts < 60; ++acts)
      all.act();
    const auto position = all.log().head();
    std::map<user_id, std::size_t> seen;
    for (const auto& who : all.people())
      seen[who] = all.device_of(who).socket->texts.size();
    for (int acts = 0; acts < 60; ++acts)
      all.act();
    for (const auto& who : all.people()) {
      const auto& live = all.device_of(who).socket->texts;
      std::vector<std::string> texts;
      for (const auto& each : all.missed_since(who, position))
        texts.push_back(kept_frames::payload_of(*each.bytes));
      CHECK(texts
            == std::vector<std::string>(live.begin() + static_cast<std::ptrdiff_t>(seen[who]),
                                        live.end()));
    }
  }
}

TEST_CASE("a client that had seen nothing yet has missed all since its device connected") {
  town all{3};
  for (int acts = 0; acts < 60; ++acts)
    all.act();
  for (const auto& who : all.people()) {
    const auto& device = all.device_of(who);
    const auto again = all.missed_by(who, {device.seat->id, {}});
    std::vector<std::string> texts;
    for (const auto& each : std::get<std::vector<websocket::frame>>(again))
      texts.push_back(kept_frames::payload_of(*each.bytes));
    CHECK(texts == device.socket->texts);
    CHECK(std::get<0>(all.missed_by(who, {connection_id{"c_never"}, {}})).empty());
  }
}

TEST_CASE("a position that the log does not have is no place to resume from") {
  town all{1};
  resume_point point;
  point.streams[stream_of(user_id{"alice"})] = 10'000;
  const auto told = all.missed_by({"alice"}, point);
  REQUIRE(std::holds_alternative<says::resume_failed>(told));
  CHECK(std::get<says::resume_failed>(told).code == "unknown_position");
}

TEST_CASE("nobody is told of a room that is not theirs, whatever they claim to have seen") {
  town all{2};
  for (int acts = 0; acts < 60; ++acts)
    all.act();
  resume_point point;
  point.streams[stream_of(user_id{"dave"})] = 1;
  point.streams[stream_of(direct_room({"alice"}, {"bob"}))] = 1;
  const auto told = all.missed_by({"dave"}, point);
  for (const auto& each : std::get<std::vector<websocket::frame>>(told))
    CHECK(each.bytes->find("direct~alice~bob") == std::string::npos);
}

} // namespace switchboard
