#pragma once

#include "events/codec.hpp"
#include "events/records.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <vector>

/// Values of every record, made from its `fields()`, so that a new record is tested the day it is
/// written.
namespace switchboard::testing {

/// What the golden files hold: every field, in words that a reader understands.
struct plain_values {
  bool present() { return true; }
  std::size_t list_size() { return 2; }
  std::size_t choice(std::size_t count) { return count - 1; }
  std::string text() { return "some text"; }
  bool truth() { return true; }
  double real() { return 0.25; }
  std::int64_t integer(std::int64_t, std::int64_t) { return 5; }
  timestamp time() { return {1'795'227'418'123}; }
  std::string any_json() { return R"({"key":[1,"two",null]})"; }
};

/// As little as a record can hold.
struct bare_values : plain_values {
  bool present() { return false; }
  std::size_t list_size() { return 0; }
  std::size_t choice(std::size_t) { return 0; }
  std::string text() { return ""; }
  bool truth() { return false; }
  double real() { return 0; }
  std::int64_t integer(std::int64_t, std::int64_t) { return 0; }
  timestamp time() { return {0}; }
  std::string any_json() { return "null"; }
};

/// Anything that a record may hold, with a taste for the unusual.
class random_values {
public:
  explicit random_values(unsigned seed) : random_{seed} {}

  bool present() { return below(2) == 0; }
  std::size_t list_size() { return below(4); }
  std::size_t choice(std::size_t count) { return below(count); }
  bool truth() { return below(2) == 0; }
  double real() { return std::uniform_real_distribution{-1e9, 1e9}(random_); }
  timestamp time() { return {integer(-62'167'219'200'000, 253'402'300'799'999)}; }

  std::int64_t integer(std::int64_t from, std::int64_t to) {
    if (below(8) == 0) return below(2) == 0 ? from : to;
    return std::uniform_int_distribution{from, to}(random_);
  }

  std::string text() {
    constexpr std::array<std::string_view, 9> pieces{
        "plain", "\"quoted\"", "\\", "\n\r\t",   std::string_view{"\0\x1f\x7f", 3},
        "grün",  "日本",       "🎧",  "</script>"};
    std::string all;
    for (auto count = below(5); count > 0; --count)
      all += pieces[below(pieces.size())];
    return all;
  }

  std::string any_json() {
    constexpr std::array<std::string_view, 5> documents{"null", "0.1", R"("text \" and \\")",
                                                        R"({"a":{"b":[[],{}]},"z":-1})",
                                                        "[true,false,1e+300]"};
    return std::string{documents[below(documents.size())]};
  }

private:
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>{0, end - 1}(random_);
  }

  std::mt19937 random_;
};

template <class Values>
class sampler {
public:
  explicit sampler(Values values) : values_{std::move(values)} {}

  template <class Record>
  Record make() {
    Record made;
    fill(made);
    return made;
  }

  /// A whole record with this event in it.
  envelope wrap(event body) {
    const auto kind = static_cast<entity_kind>(body.index());
    const auto seq = static_cast<std::uint64_t>(values_.integer(1, 1'000'000));
    const auto at = values_.time();
    const auto id = make_event_id(std::max<std::int64_t>(at.ms, 0), 0x9c4, 0x5f21'7b36'a0d8'e493);
    const auto stream = stream_for(kind);
    return {id,
            stream,
            seq == 0 ? 1 : seq,
            at,
            values_.text(),
            values_.text(),
            values_.text(),
            to_string(stream),
            std::move(body)};
  }

private:
  stream_id stream_for(entity_kind kind) {
    switch (kind) {
    case entity_kind::user:
      return stream_of(one<user_id>());
    case entity_kind::room:
      return stream_of(one<room_id>());
    default:
      return stream_of(one<queue_name>());
    }
  }

  template <class T>
  T one() {
    T made;
    fill(made);
    return made;
  }

  void fill(std::string& to) { to = values_.text(); }
  void fill(bool& to) { to = values_.truth(); }
  void fill(double& to) { to = values_.real(); }
  void fill(timestamp& to) { to = values_.time(); }
  void fill(json_text& to) { to.text = values_.any_json(); }
  void fill(user_id& to) {
    constexpr std::array<const char*, 5> names{"18", "direct", "group", "Z.o_e@example-1", "alice"};
    to.value = names[values_.choice(names.size())];
  }
  void fill(queue_name& to) {
    constexpr std::array<const char*, 3> names{"18", "a_b-c", "default"};
    to.value = names[values_.choice(names.size())];
  }
  void fill(room_id& to) {
    const std::array rooms{group_room("18"), queue_room({"default"}, 12),
                           direct_room({"bob"}, {"alice"})};
    to = rooms[values_.choice(rooms.size())];
  }
  void fill(call_id& to) { to = call_in(one<room_id>(), 17); }
  void fill(message_id& to) { to = message_in(one<room_id>(), 16); }
  void fill(connection_id& to) { to.value = "c-42"; }
  void fill(session_id& to) { to.value = "s-42"; }
  void fill(offer_id& to) { to.value = "o-42"; }
  void fill(report_id& to) { to = report_in(one<user_id>(), 15); }

  template <std::integral Number>
  void fill(Number& to) {
    using limits = std::numeric_limits<Number>;
    to = static_cast<Number>(values_.integer(limits::min(), limits::max()));
  }

  template <json::described_enum Enum>
  void fill(Enum& to) {
    std::vector<Enum> words;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
        [&](const auto& each) { words.push_back(each.value); });
    to = words[values_.choice(words.size())];
  }

  template <class T>
  void fill(std::optional<T>& to) {
    if (values_.present()) fill(to.emplace());
  }

  template <class T>
  void fill(std::vector<T>& to) {
    to.resize(values_.list_size());
    for (auto& each : to)
      fill(each);
  }

  template <described Record>
  void fill(Record& to) {
    for_each_field<Record>([&](const auto& each) { fill(to.*each.member); });
  }

  Values values_;
};

/// One record of every type, in the order of the catalogue.
template <class Values>
std::vector<envelope> one_of_each(Values values) {
  sampler<Values> sample{std::move(values)};
  std::vector<envelope> all;
  for_each_record([&]<class Record, entity_kind Kind>(std::integral_constant<entity_kind, Kind>,
                                                      std::type_identity<Record>) {
    using kind_event = typename events_of<Kind>::type;
    all.push_back(sample.wrap(kind_event{sample.template make<Record>()}));
  });
  return all;
}

} // namespace switchboard::testing
