#pragma once

#include "events/log/event_log.hpp"
#include "events/log/kafka/options.hpp"
#include "events/log/kafka/replica.hpp"
#include "events/log/report.hpp"

#include <memory>
#include <string_view>
#include <vector>

namespace switchboard {

/// Whether this names a log in Kafka: `kafka://HOST:PORT[,HOST:PORT…][/TOPIC][?NAME=VALUE&…]`,
/// where the names are `partitions`, `replication_factor` and `min_insync_replicas`, for a topic
/// that is made, and settings of librdkafka.
bool is_kafka_uri(std::string_view text);

/// A `log_error` if it is not of that form.
kafka_options parse_kafka_uri(std::string_view text);

/// Opens the log that a URI names, over a copy in a temporary folder that goes with it. It has read
/// everything when this returns.
std::unique_ptr<event_log> open_log_of(std::string_view uri, const report_line& report);

/// What that log has skipped; empty for any other log.
std::vector<kafka::foreign_record> foreign_records_of(const event_log& opened);

} // namespace switchboard
