#pragma once

#include "events/json.hpp"
#include "events/log/event_log.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace switchboard::tools {

/// Takes out of events what tells who people are and what they said, and numbers them anew, so that
/// what is left is a log of its own.
///
/// Ids of people, groups, queues, devices, sessions and commands become numbers; an id that names a
/// room, a call or an event keeps meaning what it meant. Names, texts, addresses and attachments
/// are left out. Times, types and the order stay, because they are what a bug is about.
class redactor {
public:
  explicit redactor(const std::vector<recorded>& slice);

  /// The events, as a log begins.
  std::vector<envelope> redacted();

private:
  using place = std::pair<stream_id, std::uint64_t>;

  envelope redacted(const envelope& entry);
  void redact(json::value& data, std::string_view type);
  void redact_field(std::string_view name, json::value& value, std::string_view type);
  void keep_known_sides(json::value& list);

  std::string id(std::string_view field, const std::string& old);
  std::string person(const std::string& old);
  std::string side(const std::string& old);
  std::string queue(const std::string& old);
  std::string room(const std::string& old);
  std::string actor(const std::string& old);
  std::string command(const envelope& entry);
  stream_id stream(const stream_id& old);
  /// A number for each new text of a kind.
  std::string numbered(const std::string& kind, const std::string& old);
  std::uint64_t seq_in(const stream_id& stream, std::uint64_t old) const;

  const std::vector<recorded>& slice_;
  std::map<place, std::uint64_t> seqs_;
  std::set<std::string> event_ids_;
  std::set<std::string> sides_;
  std::map<std::string, std::map<std::string, std::string>> numbers_;
};

} // namespace switchboard::tools
