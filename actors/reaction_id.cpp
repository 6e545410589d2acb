#include "actors/reaction_id.hpp"

#include <charconv>

namespace switchboard {

namespace {

/// Takes `/NUMBER` off the front.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  if (!text.starts_with('/')) return std::nullopt;
  std::uint64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + 1, end, number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
  return number;
}

} // namespace

std::string reaction_id(const envelope& happened, std::uint64_t index) {
  return to_string(happened.id) + '/' + std::to_string(happened.seq) + '/' + std::to_string(index);
}

std::optional<reaction_number> parse_reaction_id(std::string_view command_id,
                                                 std::string_view causation_id) {
  // A client's command is its own cause, so no client can pass for an entity.
  if (causation_id.empty() || !command_id.starts_with(causation_id)) return std::nullopt;
  command_id.remove_prefix(causation_id.size());
  const auto seq = take_number(command_id);
  const auto index = seq ? take_number(command_id) : std::nullopt;
  if (!index || !command_id.empty()) return std::nullopt;
  return reaction_number{*seq, *index};
}

} // namespace switchboard
