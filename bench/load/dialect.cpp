#include "bench/load/dialect.hpp"

#include <algorithm>
#include <chrono>

namespace switchboard::load {

void open_in_turn(event_loop& loop, seats& all, const std::function<void(seat&)>& open) {
  constexpr std::size_t at_once = 128;
  constexpr std::chrono::seconds limit{120};
  for (std::size_t begun = 0; begun < all.size(); begun += at_once) {
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(begun);
    const auto last =
        all.begin() + static_cast<std::ptrdiff_t>(std::min(begun + at_once, all.size()));
    for (auto each = first; each != last; ++each)
      open(**each);
    const auto is_settled = [](const auto& each) { return each->is_ready || !each->end.empty(); };
    loop.run_until([&] { return std::all_of(first, last, is_settled); }, limit, "sockets to open");
    expect_all_open(all);
  }
}

namespace {

std::string room_path(const seat& of) { return "/room/" + std::to_string(of.room); }

class plain final : public dialect {
public:
  void seat_all(event_loop& loop, std::uint16_t port, seats& all) override {
    open_in_turn(loop, all, [&](seat& each) {
      each.name = room_path(each) + "/" + std::to_string(each.person);
      each.opened = [](seat& opened) { opened.is_ready = true; };
      each.open(loop, port, {room_path(each), ""});
    });
  }
  std::string frame(const seat&, std::uint32_t, std::string_view text) const override {
    return std::string{text};
  }
  std::optional<std::uint32_t> take_other(seat&, std::string_view) const override { return {}; }
};

class socketio final : public dialect {
public:
  void seat_all(event_loop& loop, std::uint16_t port, seats& all) override {
    open_in_turn(loop, all, [&](seat& each) {
      each.name = room_path(each) + "/" + std::to_string(each.person);
      each.heard = [this](seat& hearing, std::string_view text) { take_other(hearing, text); };
      each.open(loop, port, {"/socket.io/?EIO=4&transport=websocket", ""});
    });
  }
  std::string frame(const seat&, std::uint32_t, std::string_view text) const override {
    return R"(42["say",")" + std::string{text} + R"("])";
  }
  /// Opening the transport, the name space, the room, and pings.
  std::optional<std::uint32_t> take_other(seat& hearing, std::string_view text) const override {
    if (text.starts_with("0{")) hearing.send("40");
    if (text.starts_with("40"))
      hearing.send(R"(42["enter",")" + std::to_string(hearing.room) + R"("])");
    if (text.starts_with(R"(42["entered")")) hearing.is_ready = true;
    if (text == "2") hearing.send("3");
    return {};
  }
};

class centrifugo final : public dialect {
public:
  void seat_all(event_loop& loop, std::uint16_t port, seats& all) override {
    open_in_turn(loop, all, [&](seat& each) {
      each.name = room_path(each) + "/" + std::to_string(each.person);
      each.place = "room" + std::to_string(each.room);
      each.opened = [](seat& opened) { opened.send(R"({"id":1,"connect":{}})"); };
      each.heard = [this](seat& hearing, std::string_view text) { take_other(hearing, text); };
      each.open(loop, port, {"/connection/websocket", ""});
    });
  }
  std::string frame(const seat& from, std::uint32_t number, std::string_view text) const override {
    return R"({"id":)" + std::to_string(number + first_free_id) + R"(,"publish":{"channel":")"
           + from.place + R"(","data":")" + std::string{text} + R"("}})";
  }
  std::optional<std::uint32_t> take_other(seat& hearing, std::string_view text) const override {
    if (text.find(R"("connect":{)") != text.npos)
      hearing.send(R"({"id":2,"subscribe":{"channel":")" + hearing.place + R"("}})");
    if (text.find(R"("subscribe":{)") != text.npos) hearing.is_ready = true;
    if (text.find(R"("error":{)") != text.npos) hearing.end = text;
    if (text == "{}") hearing.send("{}");
    return {};
  }
  bool tells_sender() const override { return true; }

private:
  static constexpr std::uint32_t first_free_id = 10;
};

} // namespace

std::unique_ptr<dialect> plain_dialect() { return std::make_unique<plain>(); }
std::unique_ptr<dialect> socketio_dialect() { return std::make_unique<socketio>(); }
std::unique_ptr<dialect> centrifugo_dialect() { return std::make_unique<centrifugo>(); }

} // namespace switchboard::load
