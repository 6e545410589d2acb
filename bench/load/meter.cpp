#include "bench/load/meter.hpp"

#include "bench/load/clock.hpp"
#include "bench/load/server_process.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cmath>

namespace switchboard::load {

namespace {

constexpr double busy_share = 0.93;
constexpr std::int64_t late_ns = 1'000'000;

double in_us(std::int64_t ns) { return std::round(static_cast<double>(ns) / 100) / 10; }

} // namespace

meter::meter(pid_t server) : server_{server}, begin_{read()}, end_{begin_} {}

void meter::start() { begin_ = read(); }
void meter::stop() { end_ = read(); }

meter::reading meter::read() const {
  return {now_ns(), processor_ns(server_), processor_ns(::getpid())};
}

double meter::seconds() const {
  return static_cast<double>(end_.at_ns - begin_.at_ns) / static_cast<double>(ns_of_s);
}

double meter::server_ns() const { return static_cast<double>(end_.server_ns - begin_.server_ns); }

double meter::server_share() const {
  return server_ns() / static_cast<double>(end_.at_ns - begin_.at_ns);
}

double meter::own_share() const {
  return static_cast<double>(end_.own_ns - begin_.own_ns)
         / static_cast<double>(end_.at_ns - begin_.at_ns);
}

nlohmann::ordered_json summary_of(const histogram& of) {
  return {{"count", of.count()},
          {"p50_us", in_us(of.at_share(0.5))},
          {"p99_us", in_us(of.at_share(0.99))},
          {"p99_9_us", in_us(of.at_share(0.999))},
          {"max_us", in_us(of.max_ns())}};
}

const char* bottleneck_of(const meter& spent, std::size_t server_cores, const histogram& lateness) {
  const auto full = busy_share * static_cast<double>(server_cores);
  if (spent.server_share() > full) return "server";
  const bool is_late = lateness.count() > 0 && lateness.at_share(0.99) > late_ns;
  return spent.own_share() > busy_share || is_late ? "generator" : "neither";
}

} // namespace switchboard::load
