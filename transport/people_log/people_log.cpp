#include "transport/people_log/people_log.hpp"

#include "events/json.hpp"
#include "events/one_line.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace switchboard {

namespace {

constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %-5l %v";
constexpr const char* json_pattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";

spdlog::level::level_enum spdlog_level(log_level level) {
  switch (level) {
  case log_level::trace:
    return spdlog::level::trace;
  case log_level::debug:
    return spdlog::level::debug;
  case log_level::info:
    return spdlog::level::info;
  case log_level::warn:
    return spdlog::level::warn;
  case log_level::error:
    return spdlog::level::err;
  case log_level::off:
    break;
  }
  return spdlog::level::off;
}

bool is_plain(std::string_view value) {
  return std::ranges::all_of(
      value, [](char c) { return c > 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '='; });
}

} // namespace

people_log::people_log(log_level least, format written_as)
    : least_{least},
      format_{written_as},
      lines_{std::make_shared<spdlog::logger>("people",
                                              std::make_shared<spdlog::sinks::stderr_sink_mt>())} {
  lines_->set_level(spdlog_level(least));
  lines_->set_pattern(written_as == format::json ? json_pattern : text_pattern,
                      spdlog::pattern_time_type::utc);
}

people_log::~people_log() = default;

void people_log::write(log_level level, std::string_view what, const fields& about) {
  if (is_on(level)) lines_->log(spdlog_level(level), line_of(what, about, format_));
}

std::string people_log::line_of(std::string_view what, const fields& about, format written_as) {
  if (written_as == format::json) {
    json::writer out;
    json::write_field(out, "what", what);
    for (const auto& [name, value] : about)
      if (!value.empty()) json::write_field(out, name, value);
    const auto fields = out.view();
    return std::string{fields.substr(0, fields.size() - 1)}; // Without the last comma.
  }
  std::string line{what};
  for (const auto& [name, value] : about) {
    if (value.empty()) continue;
    line.append(" ").append(name).append("=");
    if (is_plain(value))
      line += value;
    else
      line += one_line(json::to_text(value));
  }
  return line;
}

} // namespace switchboard
