#include "events/log/kafka/client.hpp"

#include "events/log/event_log.hpp"

#include <array>

namespace switchboard::kafka {

namespace {

using configuration = std::unique_ptr<rd_kafka_conf_t, freed_by<rd_kafka_conf_destroy>>;
using error_text = std::array<char, 512>;

/// A broker that comes back is to be found soon, and a request that it swallowed to be given up.
const properties settings_of_all = {
    {"client.id", "switchboard"},         {"socket.nagle.disable", "true"},
    {"socket.keepalive.enable", "true"},  {"socket.timeout.ms", "10000"},
    {"reconnect.backoff.ms", "50"},       {"reconnect.backoff.max.ms", "1000"},
    {"allow.auto.create.topics", "false"}};

void set(rd_kafka_conf_t& to, const std::string& name, const std::string& value) {
  error_text why{};
  if (rd_kafka_conf_set(&to, name.c_str(), value.c_str(), why.data(), why.size())
      != RD_KAFKA_CONF_OK)
    throw log_error{"Kafka's setting " + name + ": " + why.data()
                    + ": change it in the settings of kafka"};
}

void set_given(rd_kafka_conf_t& to, const std::string& line) {
  const auto sign = line.find('=');
  if (sign == std::string::npos)
    throw log_error{"kafka.properties: '" + line + "' is not of the form name=value"};
  set(to, line.substr(0, sign), line.substr(sign + 1));
}

client_events& events_of(void* opaque) { return *static_cast<client_events*>(opaque); }

void set_callbacks(rd_kafka_conf_t& to, client_events& events) {
  rd_kafka_conf_set_opaque(&to, &events);
  // What matters of its log comes as an error too.
  rd_kafka_conf_set_log_cb(&to, [](const rd_kafka_t*, int, const char*, const char*) {});
  rd_kafka_conf_set_error_cb(&to, [](rd_kafka_t*, int code, const char* reason, void* opaque) {
    const auto words = words_for(static_cast<rd_kafka_resp_err_t>(code));
    if (const auto& tell = events_of(opaque).on_trouble) tell(words + ": " + reason);
  });
  if (events.on_delivery)
    rd_kafka_conf_set_dr_msg_cb(&to, [](rd_kafka_t*, const rd_kafka_message_t* sent, void* opaque) {
      events_of(opaque).on_delivery(*sent);
    });
}

} // namespace

client make_client(rd_kafka_type_t type, const kafka_options& options, const properties& own,
                   client_events& events) {
  configuration made{rd_kafka_conf_new()};
  for (const auto& [name, value] : settings_of_all)
    set(*made, name, value);
  for (const auto& each : options.properties)
    set_given(*made, each);
  set(*made, "bootstrap.servers", options.brokers);
  for (const auto& [name, value] : own)
    set(*made, name, value);
  set_callbacks(*made, events);

  error_text why{};
  client created{rd_kafka_new(type, made.get(), why.data(), why.size())};
  if (!created) throw log_error{std::string{"no client for Kafka can be made: "} + why.data()};
  // It belongs to the client from now on.
  [[maybe_unused]] const auto* given_away = made.release();
  return created;
}

std::string words_for(rd_kafka_resp_err_t code) { return rd_kafka_err2str(code); }

} // namespace switchboard::kafka
