#include "transport/api/metrics.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace switchboard::api {

namespace {

std::string decimal(double number) {
  std::array<char, 40> digits{};
  std::snprintf(digits.data(), digits.size(), "%.15g", number);
  return digits.data();
}

void begin_metric(std::string& out, std::string_view name, std::string_view doc,
                  std::string_view type) {
  out.append("# HELP ").append(name).append(" ").append(doc).append("\n");
  out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void add_sample(std::string& out, std::string_view name, std::string_view label, double value) {
  out.append(name).append(label).append(" ").append(decimal(value)).append("\n");
}

} // namespace

void metrics::count(const http::exchange_record& done) {
  const auto status_class = std::min<std::size_t>(done.status / 100, status_classes - 1);
  requests_[status_class].fetch_add(1, std::memory_order_relaxed);
  const auto took_s = static_cast<double>(done.duration.count()) / 1e6;
  const auto bucket = std::ranges::lower_bound(bucket_limits_s, took_s) - bucket_limits_s.begin();
  durations_[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  duration_us_.fetch_add(static_cast<std::uint64_t>(done.duration.count()),
                         std::memory_order_relaxed);
}

void metrics::add_gauge(std::string name, std::string doc, measure read) {
  gauges_.push_back({"switchboard_" + std::move(name), std::move(doc), std::move(read)});
}

void metrics::add_counters(std::string name, std::string doc, std::string label,
                           std::function<tallies()> read) {
  families_.push_back(
      {"switchboard_" + std::move(name), std::move(doc), std::move(label), std::move(read)});
}

std::string metrics::text() const {
  std::string out;
  begin_metric(out, "switchboard_http_requests_total", "Requests answered, by status.", "counter");
  for (std::size_t each = 1; each < status_classes; ++each)
    add_sample(out, "switchboard_http_requests_total",
               "{status=\"" + std::to_string(each) + "xx\"}",
               static_cast<double>(requests_[each].load()));

  constexpr std::string_view duration = "switchboard_http_request_duration_seconds";
  begin_metric(out, duration, "From the whole request to its answer.", "histogram");
  std::uint64_t so_far = 0;
  for (std::size_t each = 0; each < durations_.size(); ++each) {
    so_far += durations_[each].load();
    const auto limit = each < bucket_limits_s.size() ? decimal(bucket_limits_s[each]) : "+Inf";
    add_sample(out, std::string{duration} + "_bucket", "{le=\"" + limit + "\"}",
               static_cast<double>(so_far));
  }
  add_sample(out, std::string{duration} + "_sum", "",
             static_cast<double>(duration_us_.load()) / 1e6);
  add_sample(out, std::string{duration} + "_count", "", static_cast<double>(so_far));

  for (const auto& each : gauges_) {
    begin_metric(out, each.name, each.doc, "gauge");
    add_sample(out, each.name, "", each.read());
  }
  for (const auto& each : families_) {
    begin_metric(out, each.name, each.doc, "counter");
    for (const auto& [value, count] : each.read())
      add_sample(out, each.name, "{" + each.label + "=\"" + value + "\"}",
                 static_cast<double>(count));
  }
  return out;
}

void add_metrics_route(http::router& into, const metrics& told) {
  http::route row;
  row.pattern = "/metrics";
  row.handle = [&told](const http::request&, const http::responder& answer) {
    answer(http::response{200, "text/plain; version=0.0.4", told.text()});
  };
  into.add(std::move(row));
}

} // namespace switchboard::api
