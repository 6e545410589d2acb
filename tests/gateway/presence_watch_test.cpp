#include "actors/user/rules.hpp"
#include "transport/gateway/presence_watch.hpp"

#include <doctest/doctest.h>

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace switchboard {

namespace {

/// Keeps who is there of whom it was told.
class told_socket final : public websocket::connection {
public:
  void send(websocket::frame sent) override {
    const auto text = sent.bytes->substr(sent.bytes->find('{'));
    const auto frame = json::parse(text);
    told.push_back(frame["user_id"].get<std::string>() + ' ' + frame["status"].get<std::string>());
    has_last_seen = frame.contains("last_seen");
  }
  void close(websocket::close_code, std::string) override {}
  std::shared_ptr<websocket::connection> shared() override { return nullptr; }

  std::vector<std::string> take() { return std::exchange(told, {}); }

  std::vector<std::string> told;
  bool has_last_seen = false;
};

/// People whose entities answer when the test lets them.
class people {
public:
  presence_watch watch{[this](request asked) { asked_.push_back(std::move(asked)); }};

  std::size_t asked_count() const { return asked_.size(); }

  /// Answers all that is asked, and what is asked because of that.
  void answer() {
    while (!asked_.empty()) {
      const auto asked = std::move(asked_.front());
      asked_.pop_front();
      const auto known = known_.find(asked.to.key);
      if (known == known_.end()) {
        asked.answer(rejection{reject_code::unknown_user, ""});
        continue;
      }
      asked.answer(reply{user::reply{
          {asked.to.key}, known->second.seq, std::make_shared<const user::state>(known->second)}});
    }
  }

  user::state& person(const std::string& id) {
    auto& known = known_[id];
    known.id = {id};
    if (!known.account) known.account = user::account{};
    return known;
  }

  void come(const std::string& id) {
    person(id).devices.push_back({{"c_" + id}, "n", "1", "", {}, {}});
    person(id).last_seen = timestamp{1};
    happen(id, user::device_connected{});
  }
  void go(const std::string& id) {
    person(id).devices.clear();
    happen(id, user::device_disconnected{});
  }

private:
  void happen(const std::string& id, user::event what) {
    envelope happened;
    happened.stream = stream_of(user_id{id});
    happened.body = std::move(what);
    watch.take(happened);
  }

  std::map<std::string, user::state> known_;
  std::deque<request> asked_;
};

using lines = std::vector<std::string>;

} // namespace

TEST_CASE("who watches is told how each is, and of each change") {
  people all;
  const auto socket = std::make_shared<told_socket>();
  all.come("bob");
  all.watch.watch({socket, {"alice"}, {}}, {{"bob"}, {"nobody"}});
  all.answer();
  CHECK(socket->take() == lines{"bob online", "nobody offline"});
  all.go("bob");
  all.answer();
  CHECK(socket->take() == lines{"bob offline"});
  all.watch.forget(socket);
  all.come("bob");
  CHECK(all.asked_count() == 0);
}

TEST_CASE("however much happens to somebody, they are asked once at a time") {
  people all;
  const auto socket = std::make_shared<told_socket>();
  all.person("bob");
  all.watch.watch({socket, {"alice"}, {}}, {{"bob"}});
  for (int i = 0; i < 100; ++i) {
    all.come("bob");
    all.go("bob");
    all.watch.watch({socket, {"alice"}, {}}, {{"bob"}});
  }
  all.come("bob");
  CHECK(all.asked_count() == 1);
  all.answer();
  CHECK(socket->take().back() == "bob online");
  CHECK(all.asked_count() == 0);
}

TEST_CASE("of somebody with whom one shares no room one is not told whether they are there") {
  people all;
  const room_id shared{"direct~alice~bob"};
  const auto friend_of_bob = std::make_shared<told_socket>();
  const auto stranger = std::make_shared<told_socket>();
  all.come("bob");
  all.person("bob").rooms = {shared, {"group~g"}};
  all.watch.watch({friend_of_bob, {"alice"}, std::set<room_id>{shared}}, {{"bob"}});
  all.watch.watch({stranger, {"mallory"}, std::set<room_id>{{"direct~a~mallory"}}}, {{"bob"}});
  all.answer();
  CHECK(friend_of_bob->take() == lines{"bob online"});
  CHECK(friend_of_bob->has_last_seen);
  CHECK(stranger->take() == lines{"bob offline"});
  CHECK_FALSE(stranger->has_last_seen);
  all.go("bob");
  all.answer();
  CHECK(friend_of_bob->take() == lines{"bob offline"});
  CHECK(stranger->take().empty());
  // Whoever has no room with anybody sees themselves.
  all.watch.watch({stranger, {"bob"}, std::set<room_id>{}}, {{"bob"}});
  all.come("bob");
  all.answer();
  CHECK(stranger->take().back() == "bob online");
}

} // namespace switchboard
