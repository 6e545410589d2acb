#pragma once

#include "events/log/kafka/client.hpp"

#include <string>
#include <vector>

namespace switchboard::kafka {

/// The largest record that a topic must take.
constexpr int max_record_bytes = 2 * 1024 * 1024;

enum class demand : std::uint8_t { exactly, at_least };

/// A setting of a topic: a new topic gets it, one that is there must have it.
struct topic_setting {
  std::string name;
  std::string value;
  demand is = demand::exactly;
};

struct wanted_topic {
  std::string name;
  /// 0 for however many there are.
  int partitions = 1;
  int replication_factor = 1;
  std::vector<topic_setting> settings;
};

/// The topic of the events, which is never shortened, and that of the signals, which soon is.
wanted_topic events_topic(const kafka_options& options);
wanted_topic signals_topic(const kafka_options& options);

/// A topic as it is found.
struct found_topic {
  std::string cluster;
  int partitions = 1;
};

/// Makes the topic if it is not there, and compares it with what is wanted if it is. A `log_error`
/// says in one line what is wrong.
found_topic prepare_topic(const wanted_topic& wanted, const kafka_options& options);

} // namespace switchboard::kafka
