#include "events/ids.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace switchboard {

namespace {

constexpr std::string_view kind_names[] = {"user", "room", "queue"};
constexpr std::string_view side_prefix = "side_";
constexpr std::size_t side_digits = 32;
constexpr std::string_view default_queue = "default";
constexpr std::size_t max_user_chars = 64;
/// A side's id is a user's id, with the queue's name at its end.
constexpr std::size_t max_queue_chars = max_user_chars - side_prefix.size() - side_digits - 1;

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_user_char(char c) {
  return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '@'
         || c == '-';
}
bool is_queue_char(char c) { return is_lower_or_digit(c) || c == '_' || c == '-'; }
bool is_hex_char(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

template <class Predicate>
bool all(std::string_view text, Predicate is_allowed) {
  return std::all_of(text.begin(), text.end(), is_allowed);
}

/// The parts of an id between its tildes.
class id_parts {
public:
  explicit id_parts(std::string_view id) {
    for (std::size_t begin = 0; size_ < max_parts;) {
      const auto end = id.find('~', begin);
      parts_[size_++] = id.substr(begin, end - begin);
      if (end == std::string_view::npos) return;
      begin = end + 1;
    }
    size_ = 0; // No id has so many.
  }

  std::size_t size() const { return size_; }
  std::string_view operator[](std::size_t i) const { return parts_[i]; }
  std::string_view back() const { return parts_[size_ - 1]; }

private:
  static constexpr std::size_t max_parts = 4; // A direct room's call.

  std::array<std::string_view, max_parts> parts_;
  std::size_t size_ = 0;
};

bool is_user_id(std::string_view text) {
  return !text.empty() && text.size() <= max_user_chars && all(text, is_user_char);
}

bool is_queue_name(std::string_view text) {
  return !text.empty() && text.size() <= max_queue_chars && all(text, is_queue_char);
}

/// A sequence number as ids write it: no sign, no leading zero; 0 if it is none.
std::uint64_t parse_seq(std::string_view text) {
  std::uint64_t seq = 0;
  if (text.empty() || text.front() == '0') return 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
  return error == std::errc{} && end == text.data() + text.size() ? seq : 0;
}

/// Whether so many parts from the first on are a room's id.
bool is_room(const id_parts& parts, std::size_t count) {
  if (count == 3 && parts[0] == "direct")
    return is_user_id(parts[1]) && is_user_id(parts[2]) && parts[1] < parts[2];
  if (count == 2 && parts[0] == "group") return is_user_id(parts[1]);
  if (count == 3 && parts[0] == "queue") return is_queue_name(parts[1]) && parse_seq(parts[2]);
  return false;
}

std::string with_seq(const room_id& room, std::uint64_t seq) {
  return room.value + '~' + std::to_string(seq);
}

} // namespace

std::optional<user_id> parse_user_id(std::string_view text) {
  if (text == "." || text == ".." || text == "me") return std::nullopt;
  return parse_recorded_user_id(text);
}

std::optional<user_id> parse_recorded_user_id(std::string_view text) {
  if (!is_user_id(text)) return std::nullopt;
  return user_id{std::string{text}};
}

std::optional<queue_name> parse_queue_name(std::string_view text) {
  if (!is_queue_name(text)) return std::nullopt;
  return queue_name{std::string{text}};
}

room_id direct_room(const user_id& one, const user_id& other) {
  const auto& [first, second] = std::minmax(one.value, other.value);
  return {"direct~" + first + '~' + second};
}

room_id group_room(std::string_view key) { return {"group~" + std::string{key}}; }

room_id queue_room(const queue_name& queue, std::uint64_t match_seq) {
  return {"queue~" + queue.value + '~' + std::to_string(match_seq)};
}

call_id call_in(const room_id& room, std::uint64_t seq) { return {with_seq(room, seq)}; }
message_id message_in(const room_id& room, std::uint64_t seq) { return {with_seq(room, seq)}; }
call_id queue_call_in(const room_id& room) { return call_in(room, 2); }

bool is_room(std::string_view id) {
  const id_parts parts{id};
  return is_room(parts, parts.size());
}

std::optional<room_id> room_of(std::string_view call_or_message_id) {
  const id_parts parts{call_or_message_id};
  if (parts.size() == 0 || !is_room(parts, parts.size() - 1) || !parse_seq(parts.back()))
    return std::nullopt;
  return room_id{std::string{call_or_message_id.substr(0, call_or_message_id.rfind('~'))}};
}

std::uint64_t seq_of(std::string_view call_or_message_id) {
  if (!room_of(call_or_message_id)) return 0;
  return parse_seq(call_or_message_id.substr(call_or_message_id.rfind('~') + 1));
}

std::optional<std::array<user_id, 2>> pair_of(const room_id& room) {
  const id_parts parts{room.value};
  if (parts[0] != "direct" || !is_room(parts, parts.size())) return std::nullopt;
  return std::array{user_id{std::string{parts[1]}}, user_id{std::string{parts[2]}}};
}

std::optional<user_id> other_in(const room_id& room, const user_id& one) {
  const auto pair = pair_of(room);
  if (!pair || (pair->front() != one && pair->back() != one)) return std::nullopt;
  return pair->front() == one ? pair->back() : pair->front();
}

user_id queue_side(const queue_name& queue, std::string_view digits_32) {
  auto id = std::string{side_prefix} + std::string{digits_32};
  if (queue.value != default_queue) id += '.' + queue.value;
  return {std::move(id)};
}

std::optional<queue_name> queue_of(std::string_view side_id) {
  if (!side_id.starts_with(side_prefix)) return std::nullopt;
  side_id.remove_prefix(side_prefix.size());
  if (side_id.size() < side_digits || !all(side_id.substr(0, side_digits), is_hex_char))
    return std::nullopt;
  side_id.remove_prefix(side_digits);
  if (side_id.empty()) return queue_name{std::string{default_queue}};
  if (side_id.front() != '.') return std::nullopt;
  return parse_queue_name(side_id.substr(1));
}

report_id report_in(const user_id& reporter, std::uint64_t seq) {
  return {"report~" + reporter.value + '~' + std::to_string(seq)};
}

std::optional<report_place> parse_report_id(std::string_view text) {
  const id_parts parts{text};
  if (parts.size() != 3 || parts[0] != "report" || !is_user_id(parts[1])) return std::nullopt;
  const auto seq = parse_seq(parts[2]);
  if (seq == 0) return std::nullopt;
  return report_place{{std::string{parts[1]}}, seq};
}

std::string_view name_of(entity_kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::string to_string(const stream_id& stream) {
  std::string text;
  const auto kind = name_of(stream.kind);
  text.reserve(kind.size() + 1 + stream.key.size());
  return text.append(kind).append("/").append(stream.key);
}

std::optional<stream_id> parse_stream_id(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto name = std::find(std::begin(kind_names), std::end(kind_names), text.substr(0, slash));
  const auto key = text.substr(slash + 1);
  if (name == std::end(kind_names)) return std::nullopt;
  const auto kind = static_cast<entity_kind>(name - std::begin(kind_names));
  const bool is_valid = kind == entity_kind::user   ? is_user_id(key)
                        : kind == entity_kind::room ? is_room(key)
                                                    : is_queue_name(key);
  if (!is_valid) return std::nullopt;
  return stream_id{kind, std::string{key}};
}

event_id make_event_id(std::int64_t time_ms, std::uint64_t random_high, std::uint64_t random_low) {
  event_id id;
  for (int i = 0; i < 6; ++i)
    id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(time_ms >> (40 - 8 * i));
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (random_high & 0x0f));
  id.bytes[7] = static_cast<std::uint8_t>(random_high >> 8);
  for (int i = 8; i < 16; ++i)
    id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(random_low >> (8 * (i - 8)));
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));
  return id;
}

char* write_to(char* at, const event_id& id) {
  constexpr char digits[] = "0123456789abcdef";
  for (std::size_t i = 0; i < id.bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) *at++ = '-';
    *at++ = digits[id.bytes[i] >> 4];
    *at++ = digits[id.bytes[i] & 0x0f];
  }
  return at;
}

std::string to_string(const event_id& id) {
  std::array<char, event_id_chars> text;
  return {text.data(), write_to(text.data(), id)};
}

std::optional<event_id> parse_event_id(std::string_view text) {
  if (text.size() != event_id_chars) return std::nullopt;
  event_id id;
  std::size_t at = 0;
  for (auto& byte : id.bytes) {
    if (at == 8 || at == 13 || at == 18 || at == 23) {
      if (text[at++] != '-') return std::nullopt;
    }
    const char* const begin = text.data() + at;
    if (!is_hex_char(begin[0]) || !is_hex_char(begin[1])) return std::nullopt;
    std::from_chars(begin, begin + 2, byte, 16);
    at += 2;
  }
  return id;
}

} // namespace switchboard
