#include "events/log/kafka/topic.hpp"

#include "events/log/event_log.hpp"

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <thread>

namespace switchboard::kafka {

namespace {

using metadata =
    std::unique_ptr<const struct rd_kafka_metadata, freed_by<rd_kafka_metadata_destroy>>;
using new_topic = std::unique_ptr<rd_kafka_NewTopic_t, freed_by<rd_kafka_NewTopic_destroy>>;
using resource =
    std::unique_ptr<rd_kafka_ConfigResource_t, freed_by<rd_kafka_ConfigResource_destroy>>;
using clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds interval_of_looks{50};
constexpr int default_partitions = 12;

/// One client's look at one topic, until a deadline.
class topic_desk {
public:
  topic_desk(const wanted_topic& wanted, const kafka_options& options)
      : wanted_{wanted},
        options_{options},
        deadline_{clock::now() + std::chrono::milliseconds{options.startup_timeout_ms}} {}

  /// How many partitions it has; nothing if there is no such topic.
  std::optional<int> partitions() const {
    const topic_handle topic{rd_kafka_topic_new(client_.get(), wanted_.name.c_str(), nullptr)};
    const struct rd_kafka_metadata* found = nullptr;
    const auto code = rd_kafka_metadata(client_.get(), 0, topic.get(), &found, left_ms());
    const metadata owned{found};
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) fail_as_unreachable(code);
    if (found->topic_cnt == 0) return std::nullopt;
    const auto& answer = found->topics[0];
    if (answer.err == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART
        || answer.err == RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE)
      return std::nullopt;
    if (answer.err != RD_KAFKA_RESP_ERR_NO_ERROR) fail("cannot be looked at", answer.err);
    return answer.partition_cnt;
  }

  void make() const {
    std::array<char, 512> why{};
    new_topic made{rd_kafka_NewTopic_new(
        wanted_.name.c_str(), wanted_.partitions != 0 ? wanted_.partitions : default_partitions,
        wanted_.replication_factor, why.data(), why.size())};
    if (!made) throw log_error{name() + "cannot be made: " + why.data()};
    for (const auto& each : wanted_.settings)
      rd_kafka_NewTopic_set_config(made.get(), each.name.c_str(), each.value.c_str());
    const queue answers{rd_kafka_queue_new(client_.get())};
    auto* asked = made.get();
    rd_kafka_CreateTopics(client_.get(), &asked, 1, nullptr, answers.get());
    const event_handle answer{rd_kafka_queue_poll(answers.get(), left_ms())};
    const auto* result = answer ? rd_kafka_event_CreateTopics_result(answer.get()) : nullptr;
    if (result == nullptr) fail_as_unreachable(RD_KAFKA_RESP_ERR__TIMED_OUT);
    std::size_t count = 0;
    const auto** topics = rd_kafka_CreateTopics_result_topics(result, &count);
    if (count == 0) fail_as_unreachable(rd_kafka_event_error(answer.get()));
    // Another node may have been quicker.
    const auto code = rd_kafka_topic_result_error(topics[0]);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR || code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
      return;
    const auto* detail = rd_kafka_topic_result_error_string(topics[0]);
    fail("cannot be made: " + std::string{detail ? detail : ""}, code);
  }

  int partitions_once_made() const {
    for (;;) {
      if (const auto count = partitions()) return *count;
      if (clock::now() > deadline_) fail_as_unreachable(RD_KAFKA_RESP_ERR__TIMED_OUT);
      std::this_thread::sleep_for(interval_of_looks);
    }
  }

  void check_partitions(int count) const {
    if (wanted_.partitions != 0 && count != wanted_.partitions)
      throw log_error{name() + "has " + std::to_string(count) + " partitions and not "
                      + std::to_string(wanted_.partitions)
                      + ": change kafka.partitions, or choose another topic"};
  }

  void check_settings() const {
    const auto actual = settings();
    for (const auto& each : wanted_.settings) {
      const auto found = actual.find(each.name);
      const auto is = found == actual.end() ? std::string{"unknown"} : found->second;
      const bool is_well = each.is == demand::exactly
                               ? is == each.value
                               : is != "unknown" && std::stoll(is) >= std::stoll(each.value);
      if (!is_well)
        throw log_error{name() + "has " + each.name + " = " + is + " and not "
                        + (each.is == demand::at_least ? "at least " : "") + each.value
                        + ": change the topic with kafka-configs, or choose another topic"};
    }
  }

  std::string cluster() const {
    char* id = rd_kafka_clusterid(client_.get(), left_ms());
    if (id == nullptr) fail_as_unreachable(RD_KAFKA_RESP_ERR__TIMED_OUT);
    std::string copy{id};
    rd_kafka_mem_free(client_.get(), id);
    return copy;
  }

private:
  using setting_values = std::map<std::string, std::string>;

  /// A topic that was made a moment ago is not known to every broker yet.
  setting_values settings() const {
    for (;;) {
      if (auto all = known_settings()) return *std::move(all);
      if (clock::now() > deadline_)
        fail("cannot be checked", RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
      std::this_thread::sleep_for(interval_of_looks);
    }
  }

  /// Nothing if the broker that was asked knows no such topic.
  std::optional<setting_values> known_settings() const {
    const resource asked{
        rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, wanted_.name.c_str())};
    const queue answers{rd_kafka_queue_new(client_.get())};
    auto* of = asked.get();
    rd_kafka_DescribeConfigs(client_.get(), &of, 1, nullptr, answers.get());
    const event_handle answer{rd_kafka_queue_poll(answers.get(), left_ms())};
    const auto* result = answer ? rd_kafka_event_DescribeConfigs_result(answer.get()) : nullptr;
    if (result == nullptr) fail_as_unreachable(RD_KAFKA_RESP_ERR__TIMED_OUT);
    std::size_t count = 0;
    const auto** resources = rd_kafka_DescribeConfigs_result_resources(result, &count);
    if (count == 0) fail_as_unreachable(rd_kafka_event_error(answer.get()));
    const auto code = rd_kafka_ConfigResource_error(resources[0]);
    if (code == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART) return std::nullopt;
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) fail("cannot be checked", code);
    const auto** entries = rd_kafka_ConfigResource_configs(resources[0], &count);
    setting_values all;
    for (std::size_t i = 0; i < count; ++i)
      if (const auto* value = rd_kafka_ConfigEntry_value(entries[i]))
        all.emplace(rd_kafka_ConfigEntry_name(entries[i]), value);
    return all;
  }

  int left_ms() const {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count(), 1));
  }

  std::string name() const { return "Kafka's topic " + wanted_.name + ": "; }

  [[noreturn]] void fail(const std::string& what, rd_kafka_resp_err_t code) const {
    throw log_error{name() + what + ": " + words_for(code)
                    + ": check the permissions and the settings of kafka"};
  }

  /// What the client has met on its way, such as a wrong password, says more than the code.
  [[noreturn]] void fail_as_unreachable(rd_kafka_resp_err_t code) const {
    rd_kafka_poll(client_.get(), 0);
    throw log_error{"Kafka at " + options_.brokers
                    + " cannot be reached: " + (trouble_.empty() ? words_for(code) : trouble_)
                    + ": check kafka.brokers and kafka.properties, and that it runs"};
  }

  void note(const std::string& trouble) {
    // That no broker is left follows from what came before.
    if (trouble_.empty()) trouble_ = trouble;
  }

  const wanted_topic& wanted_;
  const kafka_options& options_;
  const clock::time_point deadline_;
  std::string trouble_;
  client_events events_{[this](const std::string& trouble) { note(trouble); }, {}};
  const client client_{make_client(RD_KAFKA_PRODUCER, options_, {}, events_)};
};

} // namespace

wanted_topic events_topic(const kafka_options& options) {
  return {options.topic,
          options.partitions,
          options.replication_factor,
          {{"cleanup.policy", "delete"},
           {"retention.ms", "-1"},
           {"retention.bytes", "-1"},
           {"unclean.leader.election.enable", "false"},
           {"min.insync.replicas", std::to_string(options.min_insync_replicas), demand::at_least},
           {"max.message.bytes", std::to_string(max_record_bytes), demand::at_least}}};
}

wanted_topic signals_topic(const kafka_options& options) {
  return {options.signals_topic,
          options.partitions,
          options.replication_factor,
          {{"cleanup.policy", "delete"},
           {"retention.ms", std::to_string(options.signals_retention_ms)}}};
}

found_topic prepare_topic(const wanted_topic& wanted, const kafka_options& options) {
  const topic_desk desk{wanted, options};
  auto partitions = desk.partitions();
  if (!partitions) {
    desk.make();
    partitions = desk.partitions_once_made();
  }
  desk.check_partitions(*partitions);
  desk.check_settings();
  return {desk.cluster(), *partitions};
}

} // namespace switchboard::kafka
