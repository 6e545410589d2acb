#pragma once

#include "events/log/kafka/partition_ends.hpp"
#include "events/log/kafka/topic_reader.hpp"

#include <chrono>
#include <cstdint>
#include <stdexcept>

namespace switchboard::testing {

/// Reads what comes into a topic from now on, as the log does, and does nothing with it.
class bare_reader {
public:
  explicit bare_reader(const kafka_options& options) : reader_{options, [](const std::string&) {}} {
    const kafka::partition_ends ends{options};
    for (std::int32_t partition = 0; partition < options.partitions; ++partition) {
      const auto found = ends.of(partition, std::chrono::seconds{10});
      if (!found) throw std::runtime_error{"a partition does not say where it ends"};
      reader_.start(partition, found->end);
    }
  }

  void wait_for(std::uint64_t records) {
    while (records > 0)
      reader_.read(std::chrono::milliseconds{100}, records, [&](const rd_kafka_message_t& each) {
        if (each.err == RD_KAFKA_RESP_ERR_NO_ERROR) --records;
      });
  }

private:
  kafka::topic_reader reader_;
};

} // namespace switchboard::testing
