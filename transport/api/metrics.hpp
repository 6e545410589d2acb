#pragma once

#include "transport/http/application.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace switchboard::api {

/// What a monitoring system wants to know, in the text format of Prometheus: requests since the
/// start, and whatever else can be measured when it asks.
class metrics {
public:
  using measure = std::function<double()>;

  /// Any thread, also while somebody reads.
  void count(const http::exchange_record& done);

  /// Before the first reading; `read` is called on any thread.
  void add_gauge(std::string name, std::string doc, measure read);

  /// Counters that have one label, by its value, as they are when somebody reads.
  using tallies = std::vector<std::pair<std::string, std::uint64_t>>;
  void add_counters(std::string name, std::string doc, std::string label,
                    std::function<tallies()> read);

  std::string text() const;

private:
  struct counter_family {
    std::string name;
    std::string doc;
    std::string label;
    std::function<tallies()> read;
  };

  struct gauge {
    std::string name;
    std::string doc;
    measure read;
  };

  static constexpr std::array bucket_limits_s = {0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0};
  static constexpr std::size_t status_classes = 6;

  std::array<std::atomic<std::uint64_t>, status_classes> requests_{};
  /// Each request in the first bucket that it fits; the last one is for all that took longer.
  std::array<std::atomic<std::uint64_t>, bucket_limits_s.size() + 1> durations_{};
  std::atomic<std::uint64_t> duration_us_ = 0;
  std::vector<gauge> gauges_;
  std::vector<counter_family> families_;
};

/// `/metrics`. What it tells outlives the table.
void add_metrics_route(http::router& into, const metrics& told);

} // namespace switchboard::api
