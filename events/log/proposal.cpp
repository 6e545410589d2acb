#include "events/log/proposal.hpp"

namespace switchboard {

std::optional<std::string> flaw_in(const std::vector<envelope>& proposed) {
  if (proposed.empty()) return "an append needs at least one event";
  const auto& first = proposed.front();
  if (first.seq == 0) return "events are numbered from 1";
  auto expected_seq = first.seq;
  for (const auto& each : proposed) {
    if (each.stream != first.stream)
      return "an append is of one stream, not of " + to_string(first.stream) + " and "
             + to_string(each.stream);
    if (each.seq != expected_seq++)
      return "the events of an append follow each other, but " + to_string(each.stream) + " #"
             + std::to_string(each.seq) + " stands where #" + std::to_string(expected_seq - 1)
             + " should";
  }
  return std::nullopt;
}

} // namespace switchboard
