#include "bench/load/switchboard_dialect.hpp"

#include "bench/load/field_text.hpp"
#include "bench/load/http_client.hpp"

#include <algorithm>
#include <charconv>
#include <span>
#include <stdexcept>

namespace switchboard::load {

namespace {

constexpr std::chrono::seconds limit{120};
/// How many a group may begin with; others are let in one by one.
constexpr std::size_t members_at_first = 200;
/// How many rooms fill at a time.
constexpr std::size_t rooms_at_once = 128;

/// Signing in, and rooms of two or of many.
class switchboard_rooms : public dialect {
public:
  explicit switchboard_rooms(const token_mint& tokens) : tokens_{tokens} {}

  void seat_all(event_loop& loop, std::uint16_t port, seats& all) override {
    open_in_turn(loop, all, [&](seat& each) {
      each.name = "p" + std::to_string(each.room) + "-" + std::to_string(each.person);
      each.heard = [this](seat& hearing, std::string_view text) { hear(hearing, text); };
      each.open(loop, port,
                {"/ws", "Authorization: Bearer " + tokens_.token_for(each.name) + "\r\n"});
    });
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
      while (end < all.size() && all[end]->room == all[begin]->room)
        ++end;
      const std::span<std::unique_ptr<seat>> room{all.data() + begin, end - begin};
      settle(room, room.size() == 2 ? "" : make_group(loop, port, room));
      if (room[0]->room % rooms_at_once == 0 || end == all.size())
        await_settled(loop, {all.data(), end});
    }
    expect_all_open(all);
  }

  std::optional<std::uint32_t> take_other(seat& hearing, std::string_view text) const override {
    if (is_of_type(text, "error")) hearing.end = text;
    return {};
  }

protected:
  /// Begins to have everybody of a room come in; it is a group, or of two people, who need none.
  virtual void settle(std::span<std::unique_ptr<seat>> room, const std::string& group) = 0;
  virtual void hear(seat& hearing, std::string_view text) {
    if (is_of_type(text, "connection")) hearing.is_ready = true;
    take_other(hearing, text);
  }

private:
  static void await_settled(event_loop& loop, std::span<std::unique_ptr<seat>> all) {
    loop.run_until(
        [&] {
          return std::ranges::all_of(all, [](const auto& each) {
            return (each->is_ready && !each->place.empty()) || !each->end.empty();
          });
        },
        limit, "everybody to be in their room");
  }

  std::string make_group(event_loop& loop, std::uint16_t port,
                         std::span<std::unique_ptr<seat>> room) const {
    const auto founders = std::min(room.size(), 1 + members_at_first);
    std::string members;
    for (const auto& each : room.first(founders).subspan(1))
      members += (members.empty() ? "\"" : ",\"") + each->name + '"';
    const auto token = tokens_.token_for(room[0]->name);
    const auto made = post_and_wait(loop, port, "/api/v1/rooms", token,
                                    R"({"name":"load","members":[)" + members + "]}");
    const std::string id{field_text(made, "room_id")};
    if (id.empty()) throw std::runtime_error{"no room came of asking for one: " + made};
    for (const auto& each : room.subspan(founders))
      post_and_wait(loop, port, "/api/v1/rooms/" + id + "/members", token,
                    R"({"user_id":")" + each->name + "\"}");
    return id;
  }

  const token_mint& tokens_;
};

class switchboard_signals final : public switchboard_rooms {
public:
  using switchboard_rooms::switchboard_rooms;

  std::string frame(const seat& from, std::uint32_t, std::string_view text) const override {
    return R"({"type":"ice_candidate","call_id":")" + from.place + R"(","data":")"
           + std::string{text} + R"("})";
  }

private:
  /// Whoever is called joins, which takes the call; then whoever called does.
  void settle(std::span<std::unique_ptr<seat>> room, const std::string& group) override {
    const auto whom =
        group.empty() ? R"("target_user_id":")" + room[1]->name : R"("room_id":")" + group;
    for (const auto& each : room)
      each->is_ready = false;
    room[0]->send(R"({"type":"call_invitation",)" + whom + R"(","call_type":"video"})");
  }

  void hear(seat& hearing, std::string_view text) override {
    switchboard_rooms::hear(hearing, text);
    if (is_of_type(text, "joined")) hearing.is_ready = true;
    const bool is_called = is_of_type(text, "call_invitation");
    const bool is_calling = is_of_type(text, "ack") && hearing.person == 0;
    if (!hearing.place.empty() || !(is_called || is_calling)) return;
    hearing.place = field_text(text, "call_id");
    hearing.send(R"({"type":"join","call_id":")" + hearing.place + R"("})");
  }
};

class switchboard_messages final : public switchboard_rooms {
public:
  using switchboard_rooms::switchboard_rooms;

  std::string frame(const seat& from, std::uint32_t number, std::string_view text) const override {
    return R"({"type":"message","id":"m)" + std::to_string(number) + R"(",)" + from.place
           + R"(,"content":")" + std::string{text} + R"("})";
  }

  std::optional<std::uint32_t> take_other(seat& hearing, std::string_view text) const override {
    switchboard_rooms::take_other(hearing, text);
    const auto re = field_text(text, "re");
    if (re.empty() || !is_of_type(text, "ack")) return {};
    std::uint32_t number = 0;
    std::from_chars(re.data() + 1, re.data() + re.size(), number);
    return number;
  }

  bool acknowledges() const override { return true; }
  std::string durability() const override {
    return "disk: acknowledged and delivered after fdatasync";
  }

private:
  void settle(std::span<std::unique_ptr<seat>> room, const std::string& group) override {
    for (const auto& each : room)
      each->place = group.empty() ? R"("to":")" + room[1 - each->person]->name + '"'
                                  : R"("room_id":")" + group + '"';
  }
};

} // namespace

std::unique_ptr<dialect> switchboard_dialect(const token_mint& tokens, saying how) {
  if (how == saying::signals) return std::make_unique<switchboard_signals>(tokens);
  return std::make_unique<switchboard_messages>(tokens);
}

} // namespace switchboard::load
