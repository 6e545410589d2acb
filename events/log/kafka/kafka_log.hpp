#pragma once

#include "events/log/kafka/doubt_settler.hpp"
#include "events/log/kafka/intake.hpp"
#include "events/log/kafka/options.hpp"
#include "events/log/kafka/producer.hpp"
#include "events/log/kafka/replica_writer.hpp"
#include "events/log/kafka/topic_reader.hpp"
#include "events/log/storage.hpp"
#include "threads/failures.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <thread>

namespace switchboard {

/// The log in a topic of Kafka, of which this node has a copy. An append is sent to the partition
/// of its stream and decided when it is read back from there, by the rule that every reader applies
/// to every append: it is accepted iff its first number is the next of its stream. So nodes need
/// not agree on who may write; whoever comes second is told so. Positions are those of the copy:
/// they order the events as this node has read them.
class kafka_log : public event_log {
public:
  /// Makes or checks the topic, opens the copy in the folder, and reads everything that there is
  /// before it returns. A `log_error` if Kafka does not answer, or something is not as it must be.
  kafka_log(const kafka_options& options, const data_folder& folder, report_line report,
            append_limits limits = {});
  /// Waits a short while for the answers to what was appended.
  ~kafka_log() override;

  void append(std::vector<envelope> events, append_done done) override;
  std::vector<recorded> read_stream(const stream_id& stream, std::uint64_t from_seq,
                                    std::size_t limit) const override;
  std::vector<recorded> read_all(std::uint64_t from_position, std::size_t limit) const override;
  std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const override;
  std::uint64_t head() const override;
  std::unique_ptr<subscription> follow(std::uint64_t from_position, batch_sink sink) override;

  /// For tests, which break it.
  kafka::producer& sender() { return *producer_; }

private:
  void start_reading();
  void catch_up(const std::vector<std::int64_t>& ends);
  bool has_reached(const std::vector<std::int64_t>& ends) const;
  void read_until_closed();
  void give_up(const std::string& why);
  bool read_round();
  void take_in(const rd_kafka_message_t& record);
  void note_undelivered(const kafka::undelivered& record);

  const kafka_options options_;
  const report_line report_;
  const kafka::replica_source source_;
  kafka::replica replica_;
  kafka::pending_appends pending_;
  kafka::intake intake_;
  kafka::topic_reader reader_;
  std::optional<kafka::replica_writer> writer_;
  std::unique_ptr<kafka::producer> producer_;
  std::optional<kafka::doubt_settler> settler_;
  std::atomic<bool> is_closed_ = false;
  threads::trouble trouble_{"the log cannot go on"};
  std::thread thread_;
};

/// The log in Kafka, and snapshots beside its copy.
storage open_kafka_storage(const kafka_options& options, const data_folder& folder,
                           const report_line& report);

} // namespace switchboard
