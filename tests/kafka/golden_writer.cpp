#include "events/codec.hpp"
#include "events/log/kafka/kafka_log.hpp"
#include "tests/log/temporary_folder.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <sstream>

// Writes one event of every type into a topic, for a reader that knows nothing of this code.

namespace switchboard::testing {

namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream{file}.rdbuf();
  return std::move(text).str();
}

int write_all(const kafka_options& options, const std::filesystem::path& records) {
  const temporary_folder folder;
  kafka_log log{options, folder.data(), [](const std::string&) {}};
  std::map<stream_id, std::uint64_t> lengths;
  int written = 0;
  for (const auto& each : std::filesystem::directory_iterator{records}) {
    auto entry = decode(text_of(each.path()));
    entry.seq = ++lengths[entry.stream];
    std::promise<append_result> answered;
    log.append({std::move(entry)}, [&](append_result result) { answered.set_value(result); });
    if (!std::holds_alternative<append_accepted>(answered.get_future().get())) return 1;
    ++written;
  }
  std::printf("%d\n", written);
  return 0;
}

} // namespace

} // namespace switchboard::testing

int main(int count, char** arguments) {
  if (count != 4) return 2;
  switchboard::kafka_options options;
  options.brokers = arguments[1];
  options.topic = arguments[2];
  options.partitions = 4;
  return switchboard::testing::write_all(options, arguments[3]);
}
