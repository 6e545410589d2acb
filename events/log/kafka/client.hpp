#pragma once

#include "events/log/kafka/options.hpp"
#include "events/log/report.hpp"

#include <librdkafka/rdkafka.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// As much of librdkafka as a log needs, with owners for its handles.
namespace switchboard::kafka {

template <auto Free>
struct freed_by {
  template <class Handle>
  void operator()(Handle* handle) const {
    Free(handle);
  }
};

using client = std::unique_ptr<rd_kafka_t, freed_by<rd_kafka_destroy>>;
using queue = std::unique_ptr<rd_kafka_queue_t, freed_by<rd_kafka_queue_destroy>>;
using event_handle = std::unique_ptr<rd_kafka_event_t, freed_by<rd_kafka_event_destroy>>;
using topic_handle = std::unique_ptr<rd_kafka_topic_t, freed_by<rd_kafka_topic_destroy>>;
using partition_list = std::unique_ptr<rd_kafka_topic_partition_list_t,
                                       freed_by<rd_kafka_topic_partition_list_destroy>>;
using headers = std::unique_ptr<rd_kafka_headers_t, freed_by<rd_kafka_headers_destroy>>;

/// What a client has to say by itself, told on the thread that polls it.
struct client_events {
  std::function<void(const std::string& trouble)> on_trouble;
  std::function<void(const rd_kafka_message_t& sent)> on_delivery;
};

using properties = std::vector<std::pair<std::string, std::string>>;

/// A client with the settings of all clients, those of the options, and these, which prevail.
/// `events` must outlive it. A `log_error` if librdkafka does not take a setting.
client make_client(rd_kafka_type_t type, const kafka_options& options, const properties& own,
                   client_events& events);

std::string words_for(rd_kafka_resp_err_t code);

} // namespace switchboard::kafka
