#pragma once

#include "events/event.hpp"

#include <span>
#include <string>
#include <string_view>

/// Events to and from their one JSON form, the same in every log, in Kafka and in exports:
/// `{id, stream, seq, type, version, time, command_id, causation_id, correlation_id, actor, data}`.
namespace switchboard {

/// How the data of a record of an old version becomes that of the next one.
struct upcast {
  std::string_view type;
  int from_version = 0;
  void (*apply)(json::value& data);
};

/// Every step from every version ever written to the present one.
std::span<const upcast> upcasts();

/// Carries `data` from `version` to the newest that `steps` lead to; returns that version.
int carry_up(json::value& data, std::string_view type, int version, std::span<const upcast> steps);

std::string encode(const envelope& entry);
/// Only the `data` part: what the event itself says.
std::string encode_data(const event& body);

/// Throws `json::error`, which names the record and the field, for anything that is not a record of
/// a known type and version, whole and in order.
envelope decode(std::string_view record);

} // namespace switchboard
