#pragma once

#include "events/log/kafka/calm_report.hpp"
#include "events/log/kafka/client.hpp"
#include "events/log/signal_log.hpp"

#include <string>

namespace switchboard {

/// Signals in a topic of their own, which Kafka soon deletes.
class kafka_signals final : public signal_log {
public:
  /// Makes or checks the topic; a `log_error` if that cannot be done.
  kafka_signals(const kafka_options& options, report_line report);
  ~kafka_signals() override;

  void keep(const kept_signal& one) override;

private:
  const std::string topic_;
  kafka::calm_report report_;
  kafka::client_events events_;
  kafka::client client_;
};

} // namespace switchboard
