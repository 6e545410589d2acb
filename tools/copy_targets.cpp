#include "tools/copy_targets.hpp"

#include "events/codec.hpp"
#include "events/log/embedded_log.hpp"
#include "events/log/kafka/uri.hpp"
#include "tools/log_target.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

namespace switchboard::tools {

namespace {

void report_to_stderr(const std::string& line) { std::cerr << line << '\n'; }

/// A file is written anew: beside its name first, so that a broken copy is never taken for one.
class file_target final : public copy_target {
public:
  explicit file_target(std::string path) : path_{std::move(path)} {
    if (std::filesystem::exists(path_))
      throw log_error{path_ + ": is there already: name another file"};
    out_.open(path_ + ".part", std::ios::binary | std::ios::trunc);
    if (!out_) throw log_error{path_ + ": cannot be written: check the folder and its rights"};
  }

  std::uint64_t head() const override { return 0; }
  recorded at(std::uint64_t) const override { throw log_error{path_ + ": is empty"}; }

  std::uint64_t take(const std::vector<recorded>& events) override {
    for (const auto& each : events)
      out_ << encode(each.entry) << '\n';
    require_written();
    return events.size();
  }

  void finish() override {
    out_.close();
    require_written();
    std::filesystem::rename(path_ + ".part", path_);
  }

private:
  void require_written() const {
    if (!out_) throw log_error{path_ + ": cannot be written: is the disk full?"};
  }

  std::string path_;
  std::ofstream out_;
};

} // namespace

std::unique_ptr<copy_target> make_target(const std::string& address, const std::string& source) {
  if (is_kafka_uri(address))
    return std::make_unique<unordered_log_target>(open_log_of(address, report_to_stderr));
  if (address.find("://") != std::string::npos)
    throw log_error{address
                    + ": a log is copied to a data folder, an .ndjson file or kafka://HOST:PORT"};
  if (address.ends_with(".ndjson")) return std::make_unique<file_target>(address);
  auto log = std::make_unique<embedded_log>(data_folder{address}, report_to_stderr);
  if (is_kafka_uri(source)) return std::make_unique<unordered_log_target>(std::move(log));
  return std::make_unique<log_target>(std::move(log));
}

} // namespace switchboard::tools
