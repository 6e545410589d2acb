#pragma once

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spdlog {
class logger;
}

namespace switchboard {

BOOST_DEFINE_FIXED_ENUM_CLASS(log_level, std::uint8_t, trace, debug, info, warn, error, off)

/// The log for people: one line for each thing that somebody may ask about later, with the ids of
/// whom and what it concerns as `name=value`. Nothing that people wrote, and no secret, goes in.
/// Any thread may call.
class people_log {
public:
  /// A name, and an id or a word; a value that is empty is left out.
  using field = std::pair<std::string_view, std::string>;
  using fields = std::vector<field>;

  enum class format : std::uint8_t { text, json };

  /// Writes to standard error.
  people_log(log_level least, format written_as);
  ~people_log();

  bool is_on(log_level level) const { return level >= least_; }

  void write(log_level level, std::string_view what, const fields& about = {});
  void debug(std::string_view what, const fields& about = {}) {
    write(log_level::debug, what, about);
  }
  void info(std::string_view what, const fields& about = {}) {
    write(log_level::info, what, about);
  }
  void warn(std::string_view what, const fields& about = {}) {
    write(log_level::warn, what, about);
  }
  void error(std::string_view what, const fields& about = {}) {
    write(log_level::error, what, about);
  }

  /// What follows time and level on a line. Whatever a value holds, it stays on its line and cannot
  /// be taken for another field.
  static std::string line_of(std::string_view what, const fields& about, format written_as);

private:
  const log_level least_;
  const format format_;
  std::shared_ptr<spdlog::logger> lines_;
};

} // namespace switchboard
