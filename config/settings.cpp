#include "config/settings.hpp"

#include <cctype>

namespace switchboard::config {

std::string entry::name() const { return std::string{section} + '.' + std::string{key}; }

std::string entry::variable() const {
  std::string text = "SWITCHBOARD_" + std::string{section} + '_' + std::string{key};
  for (auto& c : text)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::vector<entry> entries_of(settings& target) {
  std::vector<entry> all;
  append_entries(all, "server", target.server);
  append_entries(all, "limits", target.limits);
  append_entries(all, "deadlines", target.deadlines);
  append_entries(all, "calls", target.calls);
  append_entries(all, "queues", target.queues);
  append_entries(all, "accounts", target.accounts);
  append_entries(all, "privacy", target.privacy);
  append_entries(all, "mail", target.mail);
  append_entries(all, "ice", target.ice);
  append_entries(all, "events", target.events);
  append_entries(all, "kafka", target.kafka);
  append_entries(all, "logging", target.logging);
  return all;
}

} // namespace switchboard::config
