#include "server/options.hpp"

#include "actors/user/limits.hpp"
#include "events/log/data_folder.hpp"
#include "transport/accounts/customer_token.hpp"
#include "transport/accounts/secret.hpp"
#include "transport/accounts/secret_file.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace switchboard::server {

namespace {

using std::chrono::milliseconds;

std::size_t size(std::int64_t setting) { return static_cast<std::size_t>(setting); }

/// The word of a setting; the configuration allows no other than the enum has.
template <class Enum>
Enum word(const std::string& setting) {
  Enum found{};
  boost::describe::enum_from_string(setting.c_str(), found);
  return found;
}

std::optional<http::listen_address> address_of(const config::endpoint& at) {
  if (at.empty()) return std::nullopt;
  return http::listen_address{at.host, at.port};
}

websocket::settings websocket_settings_of(const config::settings& all) {
  const auto& limits = all.limits;
  websocket::settings chosen;
  chosen.messages.max_message_bytes = size(limits.frame_bytes);
  chosen.outbox.max_frames = size(limits.queued_frames);
  chosen.outbox.max_bytes = size(limits.queued_bytes);
  chosen.heartbeat_ms = milliseconds{all.deadlines.heartbeat_ms};
  chosen.pong_timeout_ms = milliseconds{all.deadlines.silence_ms - all.deadlines.heartbeat_ms};
  chosen.frames_per_s = static_cast<double>(limits.connection_frames_per_s);
  chosen.frame_burst = static_cast<double>(limits.connection_frame_burst);
  chosen.bytes_per_s = static_cast<double>(limits.connection_bytes_per_s);
  chosen.byte_burst = static_cast<double>(limits.connection_byte_burst);
  chosen.rate_warnings = static_cast<unsigned>(limits.warnings_until_close);
  return chosen;
}

net::address_list proxies_of(const config::settings& all) {
  auto listed = net::address_list::parse(all.server.trusted_proxies);
  if (!listed)
    throw std::runtime_error{"server.trusted_proxies holds what is no address or network; allowed "
                             "is 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32"};
  return *std::move(listed);
}

/// Those that this process may run on: a container or `taskset` may confine it to some, and threads
/// without a processor of their own only take turns.
unsigned usable_processors() {
  cpu_set_t usable;
  if (::sched_getaffinity(0, sizeof usable, &usable) == 0)
    return static_cast<unsigned>(std::max(1, CPU_COUNT(&usable)));
  return std::max(1u, std::thread::hardware_concurrency());
}

} // namespace

http::settings http_settings_of(const config::settings& all) {
  http::settings chosen;
  chosen.listen = address_of(all.server.listen);
  if (const auto secured = address_of(all.server.listen_tls))
    chosen.listen_tls =
        http::tls_settings{*secured, all.server.tls_certificate, all.server.tls_key};
  chosen.io_threads = thread_count_of(all);
  chosen.max_connections = size(all.limits.connections);
  chosen.limits.max_head_bytes = size(all.limits.header_bytes);
  chosen.max_connections_per_address = size(all.limits.connections_per_address);
  chosen.trusted_proxies = proxies_of(all);
  chosen.limits.max_body_bytes = size(all.limits.body_bytes);
  chosen.limits.max_anonymous_body_bytes = size(all.limits.anonymous_body_bytes);
  chosen.limits.max_waiting_body_bytes = size(all.limits.waiting_body_bytes);
  chosen.limits.max_waiting_body_bytes_per_address =
      size(all.limits.waiting_body_bytes_per_address);
  chosen.deadlines.head_timeout_ms = milliseconds{all.deadlines.header_ms};
  chosen.deadlines.body_timeout_ms = milliseconds{all.deadlines.body_ms};
  chosen.deadlines.idle_timeout_ms = milliseconds{all.deadlines.idle_ms};
  chosen.deadlines.write_timeout_ms = milliseconds{all.deadlines.write_ms};
  chosen.websockets = websocket_settings_of(all);
  chosen.allowed_origins = all.server.allowed_origins;
  return chosen;
}

std::shared_ptr<net::shared_budgets> budgets_of(const config::settings& all) {
  const auto& limits = all.limits;
  const auto pace = [&](std::int64_t per_s, std::int64_t at_once) {
    return net::pace{static_cast<double>(per_s), static_cast<double>(at_once),
                     static_cast<double>(limits.user_bytes_per_s),
                     static_cast<double>(limits.user_byte_burst)};
  };
  return std::make_shared<net::shared_budgets>(
      pace(limits.user_frames_per_s, limits.user_frame_burst),
      pace(limits.address_requests_per_s, limits.address_request_burst));
}

account_options account_options_of(const config::settings& all) {
  const auto& given = all.accounts;
  account_options chosen;
  chosen.registration_open = given.registration_open;
  chosen.min_password_length = size(given.min_password_length);
  chosen.refresh_lifetime_ms = given.refresh_lifetime_s * 1000;
  // As many as the user's entity keeps: else the two would end different ones to make room.
  chosen.max_sessions_per_user = user::max_sessions;
  chosen.tokens.issuer = given.issuer;
  chosen.tokens.audience = given.audience;
  chosen.tokens.lifetime_ms = given.token_lifetime_s * 1000;
  if (!given.outside_issuer.empty())
    chosen.tokens.outside = outside_issuer{given.outside_issuer, given.outside_audience,
                                           load_outside_key(given.outside_public_key)};
  chosen.tickets.lifetime_ms = given.ticket_lifetime_s * 1000;
  chosen.passwords = {size(given.hash_memory_kib), static_cast<std::uint64_t>(given.hash_passes)};
  chosen.hashing.threads = size(given.hash_threads);
  chosen.hashing.queue_bound = size(given.hash_queue);
  chosen.hashing.nice = static_cast<int>(given.hash_nice);
  chosen.limits.attempts_per_account = given.login_attempts_per_account;
  chosen.limits.attempts_per_address = given.login_attempts_per_address;
  chosen.limits.window_ms = given.login_window_s * 1000;
  chosen.registrations.registrations_per_address = given.registrations_per_address;
  chosen.registrations.window_ms = given.registration_window_s * 1000;
  chosen.links = {.links_per_account = given.links_per_account,
                  .links_per_address = given.links_per_address,
                  .window_ms = given.link_window_s * 1000};
  chosen.reset_link_lifetime_ms = given.reset_link_lifetime_s * 1000;
  chosen.verify_link_lifetime_ms = given.verify_link_lifetime_s * 1000;
  chosen.passkey_domain = given.passkey_domain;
  chosen.passkey_origins = all.server.allowed_origins;
  return chosen;
}

std::optional<mail::smtp_options> smtp_options_of(const config::settings& all) {
  const auto& given = all.mail;
  if (given.host.empty()) return std::nullopt;
  const auto password = given.password_file.empty()
                            ? secret{given.password}
                            : load_secret_line(given.password_file, "mail.password_file",
                                               "the password for the mail server");
  return mail::smtp_options{.host = given.host,
                            .port = static_cast<std::uint16_t>(given.port),
                            .encryption = word<mail::encryption>(given.tls),
                            .trusted_certificates = given.tls_ca,
                            .user = given.user,
                            .password = std::string{password.view()},
                            .from = given.from,
                            .timeout_ms = given.timeout_ms};
}

engine_options engine_options_of(const config::settings& all) {
  const auto& calls = all.calls;
  engine_options chosen;
  chosen.policy.ring_timeout_ms = calls.ring_timeout_ms;
  chosen.policy.reconnect_grace_ms = calls.reconnect_grace_ms;
  chosen.policy.max_members = size(calls.max_members);
  chosen.policy.max_participants = size(calls.max_participants);
  chosen.policy.max_devices = size(calls.max_devices);
  chosen.policy.max_content_bytes = size(calls.max_content_bytes);
  chosen.policy.unasked_bytes = size(calls.unasked_bytes);
  chosen.policy.calls_per_minute = size(calls.calls_per_minute);
  chosen.policy.unasked_calls_per_minute = size(calls.unasked_calls_per_minute);
  chosen.policy.group_calls_per_minute = size(calls.group_calls_per_minute);
  chosen.policy.rings_per_minute = size(calls.rings_per_minute);
  chosen.policy.risk_threshold = calls.risk_threshold;
  chosen.policy.risk_min_confidence = calls.risk_min_confidence;
  chosen.node = all.server.node;
  // Different at each start, so that connections of an earlier run are known to be gone.
  chosen.incarnation = random_hex(8);
  chosen.append_timeout_ms = all.deadlines.command_ms;
  chosen.keys_folder = data_folder{all.server.data}.keys();
  return chosen;
}

api::ice_options ice_options_of(const config::settings& all) {
  const auto& given = all.ice;
  return {.stun_urls = given.stun_urls,
          .turn_urls = given.turn_urls,
          .turn_secret = given.turn_secret_file.empty() ? secret{given.turn_secret}
                                                        : load_turn_secret(given.turn_secret_file),
          .credential_lifetime_ms = given.credential_ttl_s * 1000};
}

queue_register::options queue_register_options_of(const config::settings& all) {
  queue_register::options chosen{{}, size(all.queues.open)};
  for (const auto& name : all.queues.names)
    chosen.names.push_back({name});
  return chosen;
}

secret customer_secret_of(const config::settings& all) {
  const auto& given = all.queues;
  return given.customer_secret_file.empty() ? secret{given.customer_secret}
                                            : load_customer_secret(given.customer_secret_file);
}

queue::settings queue_settings_of(const config::settings& all) {
  const auto& given = all.queues;
  return {.strategy = word<queue_strategy>(given.strategy),
          .answer_mode = word<answer_mode>(given.answer_mode),
          .offer_timeout_ms = given.offer_timeout_ms,
          .unanswered_offers_until_pause = given.unanswered_offers_until_pause,
          .reject_delay_ms = given.reject_delay_ms,
          .no_answer_delay_ms = given.no_answer_delay_ms,
          .wrap_up_ms = given.wrap_up_ms,
          .grace_ms = given.grace_ms,
          .service_level_ms = given.service_level_ms,
          .tier_step_ms = given.tier_step_ms};
}

contact_policy contact_policy_of(const config::settings& all) {
  return word<contact_policy>(all.privacy.contact);
}

kafka_options kafka_options_of(const config::settings& all) {
  const auto& given = all.kafka;
  return {.brokers = given.brokers,
          .topic = given.topic,
          .signals_topic = given.signals_topic,
          .partitions = static_cast<int>(given.partitions),
          .replication_factor = static_cast<int>(given.replication_factor),
          .min_insync_replicas = static_cast<int>(given.min_insync_replicas),
          .compression = given.compression,
          .linger_ms = given.linger_ms,
          .delivery_timeout_ms = given.delivery_timeout_ms,
          .startup_timeout_ms = given.startup_timeout_ms,
          .signals_retention_ms = given.signals_retention_h * 60 * 60 * 1000,
          .properties = given.properties};
}

std::unique_ptr<people_log> make_people_log(const config::settings& all) {
  const auto written_as =
      all.logging.format == "json" ? people_log::format::json : people_log::format::text;
  return std::make_unique<people_log>(word<log_level>(all.logging.level), written_as);
}

unsigned thread_count_of(const config::settings& all) {
  if (all.server.threads > 0) return static_cast<unsigned>(all.server.threads);
  return usable_processors();
}

} // namespace switchboard::server
