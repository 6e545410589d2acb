#include "events/log/kafka/uri.hpp"

#include "events/log/kafka/kafka_log.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <utility>

namespace switchboard {

namespace {

constexpr std::string_view scheme = "kafka://";

/// A base, so that it is there before the log and goes after it.
class temporary_copy {
public:
  temporary_copy() {
    auto name = (std::filesystem::temp_directory_path() / "switchboard-copy-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
      throw log_error{name + ": cannot be made: " + std::strerror(errno)};
    path_ = name;
  }
  ~temporary_copy() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  temporary_copy(const temporary_copy&) = delete;
  temporary_copy& operator=(const temporary_copy&) = delete;

  data_folder folder() const { return data_folder{path_}; }

private:
  std::filesystem::path path_;
};

class visited_log final : private temporary_copy, public kafka_log {
public:
  visited_log(const kafka_options& options, const report_line& report)
      : kafka_log{options, folder(), report} {}

  std::vector<kafka::foreign_record> foreign_records() const {
    return kafka::foreign_records_in(folder());
  }
};

/// One `NAME=VALUE`: what a topic is made with has the names of the server's settings, all else is
/// librdkafka's.
void take_word(kafka_options& options, std::string_view word) {
  const std::pair<std::string_view, int*> numbers[] = {
      {"partitions=", &options.partitions},
      {"replication_factor=", &options.replication_factor},
      {"min_insync_replicas=", &options.min_insync_replicas}};
  for (const auto& [name, number] : numbers) {
    if (!word.starts_with(name)) continue;
    const auto* end = word.data() + word.size();
    const auto [stopped_at, error] = std::from_chars(word.data() + name.size(), end, *number);
    if (error == std::errc{} && stopped_at == end && *number > 0) return;
    throw log_error{"kafka://…?" + std::string{word} + ": expected a number from 1"};
  }
  options.properties.emplace_back(word);
}

} // namespace

bool is_kafka_uri(std::string_view text) { return text.starts_with(scheme); }

kafka_options parse_kafka_uri(std::string_view text) {
  if (!is_kafka_uri(text))
    throw log_error{std::string{text} + ": is not of the form kafka://HOST:PORT/TOPIC"};
  auto rest = text.substr(scheme.size());
  kafka_options options;
  options.partitions = 0;
  if (const auto query = rest.find('?'); query != std::string_view::npos) {
    auto words = rest.substr(query + 1);
    rest = rest.substr(0, query);
    while (!words.empty()) {
      const auto end = std::min(words.find('&'), words.size());
      take_word(options, words.substr(0, end));
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  }
  const auto slash = std::min(rest.find('/'), rest.size());
  options.brokers = rest.substr(0, slash);
  if (slash + 1 < rest.size()) options.topic = rest.substr(slash + 1);
  if (options.brokers.empty())
    throw log_error{std::string{text} + ": names no broker: kafka://HOST:PORT/TOPIC"};
  return options;
}

std::unique_ptr<event_log> open_log_of(std::string_view uri, const report_line& report) {
  return std::make_unique<visited_log>(parse_kafka_uri(uri), report);
}

std::vector<kafka::foreign_record> foreign_records_of(const event_log& opened) {
  const auto* visited = dynamic_cast<const visited_log*>(&opened);
  return visited == nullptr ? std::vector<kafka::foreign_record>{} : visited->foreign_records();
}

} // namespace switchboard
