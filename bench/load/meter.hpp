#pragma once

#include "bench/load/histogram.hpp"

#include <nlohmann/json_fwd.hpp>
#include <sys/types.h>

#include <cstdint>

namespace switchboard::load {

/// What the server and this process took of the processors between two moments.
class meter {
public:
  explicit meter(pid_t server);

  void start();
  void stop();

  double seconds() const;
  double server_ns() const;
  /// Shares of one processor.
  double server_share() const;
  double own_share() const;

private:
  struct reading {
    std::int64_t at_ns = 0;
    std::int64_t server_ns = 0;
    std::int64_t own_ns = 0;
  };
  reading read() const;

  const pid_t server_;
  reading begin_;
  reading end_;
};

/// In microseconds: count, p50, p99, p99.9 and the longest.
nlohmann::ordered_json summary_of(const histogram& of);
/// What to think of a run: "server" when it had no processor time left, "generator" when this
/// process had none or sent late, else "neither".
const char* bottleneck_of(const meter& spent, std::size_t server_cores, const histogram& lateness);

} // namespace switchboard::load
