#include "bench/load/crowd.hpp"

#include "bench/load/clock.hpp"
#include "bench/load/field_text.hpp"

#include <algorithm>
#include <cctype>

namespace switchboard::load {

namespace {

constexpr std::chrono::seconds crowd_limit{120};

std::string for_url(std::string_view text) {
  std::string out;
  for (const char each : text) {
    const auto code = static_cast<unsigned char>(each);
    if (std::isalnum(code) || each == '_' || each == '-') {
      out += each;
      continue;
    }
    out += '%';
    out += "0123456789ABCDEF"[code >> 4];
    out += "0123456789ABCDEF"[code & 0xf];
  }
  return out;
}

} // namespace

crowd::crowd(event_loop& loop, const token_mint& tokens, std::size_t people)
    : loop_{loop}, all_{make_seats(1, people)}, memories_(people) {
  for (const auto& each : all_) {
    each->name = "p" + std::to_string(each->person);
    each->heard = [this](seat& hearing, std::string_view text) { hear(hearing, text); };
    memories_[each->person].token = tokens.token_for(each->name);
  }
}

histogram crowd::connect(std::uint16_t port, std::size_t at_once) {
  took_.clear();
  live_ = 0;
  resumed_ = 0;
  std::size_t begun = 0;
  loop_.run_until(
      [&] {
        for (; begun < all_.size() && begun - live_ < at_once; ++begun)
          open(*all_[begun], port);
        expect_all_open(all_);
        return live_ == all_.size();
      },
      crowd_limit, "everybody to be connected");
  return took_;
}

void crowd::open(seat& coming, std::uint16_t port) {
  auto& mine = memories_[coming.person];
  mine.asked_at_ns = now_ns();
  const auto resume = mine.connection.empty() ? "" : "?resume=" + for_url(resume_point(mine));
  coming.open(loop_, port, {"/ws" + resume, "Authorization: Bearer " + mine.token + "\r\n"});
}

void crowd::leave() {
  for (const auto& each : all_)
    each->leave();
  loop_.run_until(
      [&] { return std::ranges::none_of(all_, [](const auto& each) { return each->is_open(); }); },
      crowd_limit, "everybody to be gone");
  for (const auto& each : all_) {
    each->end.clear();
    memories_[each->person].connection.clear();
  }
}

void crowd::drop() {
  for (const auto& each : all_)
    each->drop();
}

void crowd::hear(seat& hearing, std::string_view text) {
  auto& mine = memories_[hearing.person];
  if (!hearing.is_ready) {
    if (!is_of_type(text, "connection")) {
      hearing.end = text;
      return;
    }
    hearing.is_ready = true;
    mine.connection = field_text(text, "connection_id");
    took_.add(now_ns() - mine.asked_at_ns);
    ++live_;
    if (text.find(R"("resumed":true)") != text.npos) ++resumed_;
    return;
  }
  if (const auto stream = field_text(text, "stream"); !stream.empty())
    mine.seen[std::string{stream}] = field_number(text, "seq");
  if (heard) heard(hearing, text);
}

std::string crowd::resume_point(const memory& of) {
  std::string streams;
  for (const auto& [stream, seq] : of.seen)
    streams += (streams.empty() ? "\"" : ",\"") + stream + "\":" + std::to_string(seq);
  return R"({"connection_id":")" + of.connection + R"(","streams":{)" + streams + "}}";
}

} // namespace switchboard::load
