#include "transport/gateway/signal_skimmer.hpp"

#include "transport/gateway/client_frames.hpp"
#include "transport/gateway/json_cursor.hpp"

namespace switchboard {

namespace {

constexpr std::size_t max_skimmed_depth = 16;
constexpr std::size_t max_plain_id_bytes = 100;

bool is_signal(std::string_view type) {
  return type == asks::ice_candidate::type || type == asks::offer::type
         || type == asks::answer::type;
}

/// What is read while a frame is gone over; every name may come once.
struct parts {
  std::optional<std::string_view> type;
  std::optional<std::string_view> call_id;
  std::optional<std::string_view> to;
  std::optional<std::string_view> data;
  std::optional<std::string_view> id;

  bool take(std::string_view name, json_cursor& from) {
    if (name == "type") return take_once(type, from.take_plain_string()) && is_signal(*type);
    if (name == "call_id") return take_once(call_id, from.take_plain_string());
    if (name == "to") return take_once(to, from.take_plain_string()) && parse_user_id(*to);
    if (name == "data") return take_once(data, from.take_value());
    if (name == "id")
      return take_once(id, from.take_plain_string()) && id->size() <= max_plain_id_bytes;
    return from.take_value().has_value();
  }

private:
  static bool take_once(std::optional<std::string_view>& to,
                        std::optional<std::string_view> found) {
    if (to || !found) return false;
    to = found;
    return true;
  }
};

} // namespace

std::optional<skimmed_signal> skim_signal(std::string_view text) {
  json_cursor cursor{text, max_skimmed_depth};
  if (!cursor.take('{')) return std::nullopt;
  parts found;
  do {
    const auto name = cursor.take_plain_string();
    if (!name || !cursor.take(':') || !found.take(*name, cursor)) return std::nullopt;
  } while (cursor.take(','));
  if (!cursor.take('}') || !cursor.is_at_end() || !cursor.has_seen_plain_values_only())
    return std::nullopt;
  if (!found.type || !found.call_id || !found.data) return std::nullopt;
  return skimmed_signal{*found.type, *found.call_id, found.to, *found.data};
}

} // namespace switchboard
