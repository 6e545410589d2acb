#pragma once

#include "config/sections/accounts.hpp"
#include "config/sections/calls.hpp"
#include "config/sections/deadlines.hpp"
#include "config/sections/events.hpp"
#include "config/sections/ice.hpp"
#include "config/sections/kafka.hpp"
#include "config/sections/limits.hpp"
#include "config/sections/logging.hpp"
#include "config/sections/mail.hpp"
#include "config/sections/privacy.hpp"
#include "config/sections/queues.hpp"
#include "config/sections/server.hpp"

#include <string>
#include <vector>

namespace switchboard::config {

/// Everything that can be set. A default-constructed one is the default configuration.
struct settings {
  server_settings server;
  limit_settings limits;
  deadline_settings deadlines;
  call_settings calls;
  queue_settings queues;
  account_settings accounts;
  privacy_settings privacy;
  mail_settings mail;
  ice_settings ice;
  event_settings events;
  kafka_settings kafka;
  logging_settings logging;
};

/// All settings with their places in `target`, in the order of their definition.
std::vector<entry> entries_of(settings& target);

/// `docs/configuration.md`.
std::string settings_markdown();

} // namespace switchboard::config
