#include "transport/api/metrics.hpp"

#include <doctest/doctest.h>

namespace switchboard::api {

namespace {

http::exchange_record exchange(unsigned status, std::int64_t duration_us) {
  http::exchange_record done;
  done.status = status;
  done.duration = std::chrono::microseconds{duration_us};
  return done;
}

bool says(const metrics& all, std::string_view line) {
  return all.text().find(std::string{line} + '\n') != std::string::npos;
}

TEST_CASE("requests are counted by status, and by how long they took") {
  metrics all;
  all.count(exchange(200, 500));
  all.count(exchange(204, 1'000));
  all.count(exchange(404, 1'001));
  all.count(exchange(503, 60'000'000));
  CHECK(says(all, R"(switchboard_http_requests_total{status="2xx"} 2)"));
  CHECK(says(all, R"(switchboard_http_requests_total{status="4xx"} 1)"));
  CHECK(says(all, R"(switchboard_http_requests_total{status="5xx"} 1)"));
  CHECK(says(all, R"(switchboard_http_request_duration_seconds_bucket{le="0.001"} 2)"));
  CHECK(says(all, R"(switchboard_http_request_duration_seconds_bucket{le="0.005"} 3)"));
  CHECK(says(all, R"(switchboard_http_request_duration_seconds_bucket{le="10"} 3)"));
  CHECK(says(all, R"(switchboard_http_request_duration_seconds_bucket{le="+Inf"} 4)"));
  CHECK(says(all, "switchboard_http_request_duration_seconds_sum 60.002501"));
  CHECK(says(all, "switchboard_http_request_duration_seconds_count 4"));
}

TEST_CASE("a gauge is measured whenever somebody asks") {
  metrics all;
  double level = 1;
  all.add_gauge("level", "How high it stands.", [&] { return level; });
  CHECK(says(all, "# TYPE switchboard_level gauge"));
  CHECK(says(all, "switchboard_level 1"));
  level = 2.5;
  CHECK(says(all, "switchboard_level 2.5"));
}

} // namespace

} // namespace switchboard::api
