#pragma once

#include "events/log/kafka/calm_report.hpp"
#include "events/log/kafka/client.hpp"
#include "events/log/kafka/record.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace switchboard::kafka {

/// A record that the brokers did not confirm.
struct undelivered {
  /// The number that it was sent with.
  std::uint64_t append = 0;
  std::string reason;
  bool may_be_stored = false;
  /// Where it would stand, if it may be stored.
  std::int32_t partition = 0;
};

/// The settings of a producer of events, apart from those that all clients have.
properties producer_properties(const kafka_options& options);

/// Sends records to the topic of events: idempotent, confirmed by all replicas in sync, in the
/// order in which they come. When the client is beyond repair it makes another.
class producer {
public:
  using undelivered_sink = std::function<void(const undelivered&)>;

  /// `tell` is called on the producer's own thread.
  producer(const kafka_options& options, undelivered_sink tell, report_line report);
  /// What is not confirmed by now is told as undelivered.
  ~producer();
  producer(const producer&) = delete;
  producer& operator=(const producer&) = delete;

  /// Takes one record of an append; what comes back is why it cannot.
  std::optional<std::string> send(std::uint64_t append, outgoing_record record);

  /// For tests, which break it.
  rd_kafka_t& handle() const { return *client_.handle; }

private:
  /// The topic must go before its client.
  struct open_client {
    client handle;
    topic_handle topic;
  };

  open_client make() const;
  void serve_until_closed();
  void replace_if_broken();
  /// Ends a client, telling of everything that it still has.
  static void drain(open_client ending);
  void settle(const rd_kafka_message_t& sent) const;

  const kafka_options options_;
  const undelivered_sink tell_;
  mutable calm_report report_;
  mutable client_events events_;
  /// For the time of a `send`, so that no record goes to a client that ends.
  std::mutex mutex_;
  open_client client_;
  std::atomic<bool> is_closed_ = false;
  std::thread thread_;
};

} // namespace switchboard::kafka
