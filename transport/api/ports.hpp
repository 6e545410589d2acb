#pragma once

#include "actors/clock.hpp"
#include "actors/key_book.hpp"
#include "actors/request.hpp"
#include "events/log/event_log.hpp"
#include "events/queue.hpp"
#include "projections/read_models.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/api/ice_servers.hpp"
#include "transport/api/inquiry.hpp"
#include "transport/engagement/person_rates.hpp"
#include "transport/engagement/reach.hpp"
#include "transport/mail/letter.hpp"
#include "transport/people_log/people_log.hpp"
#include "transport/queue_register/queue_register.hpp"

#include <functional>
#include <string>

namespace switchboard::api {

/// Asks an entity for something; the answer comes on a thread of its own choice, always and once.
using ask_port = std::function<void(switchboard::request)>;

/// Says whether a client's command is new, without doing it.
using recall_port = std::function<key_standing(const switchboard::request&)>;

/// What the handlers of HTTP calls work with. All of it is there before the first call and outlives
/// them; a table that is only to be described needs none of it.
struct ports {
  ask_port ask;
  recall_port recall = {};
  event_log* log = nullptr;
  switchboard::accounts* accounts = nullptr;
  const projections::read_models* past = nullptr;
  const clock* time = nullptr;
  people_log* people = nullptr;
  /// Closes the sockets of a session that is over.
  std::function<void(const session_id&)> close_sockets = [](const session_id&) {};
  /// Puts a letter on its way; absent where no mail is sent. False when too many wait.
  std::function<bool(mail::letter)> post = {};
  /// Where people reach the web app; links in letters begin so.
  std::string public_url = {};
  /// Asks the log what happened.
  inquire_port inquire = {};
  /// What this server calls itself in the log.
  std::string node;
  /// How a queue works that nobody has given settings of its own.
  queue::settings queue_defaults = {};
  std::int64_t ticket_lifetime_ms = 30'000;
  queue_register* queues = nullptr;
  /// Whether anybody may serve a queue's customers, without a login.
  bool has_open_agents = false;
  /// Whether a customer without a login may say what an agent must be able to do.
  bool has_open_skills = false;
  /// What the site that embeds the queues signs its customers' tokens with; empty if it does not.
  secret customer_secret = {};
  /// Whom people may call, write to and add to groups.
  contact_policy contacts = contact_policy::anybody;
  /// How many calls each may begin; none where there is no limit.
  person_rates* calls = nullptr;
  /// Whether presence is for everybody, or for those who share a room.
  bool is_presence_open = true;
  /// Whether a search finds everybody, or only those whom one has to do with.
  bool is_directory_open = false;
  /// What helps clients to find a way to each other.
  ice_options ice = {};
};

} // namespace switchboard::api
