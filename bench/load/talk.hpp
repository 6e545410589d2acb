#pragma once

#include "bench/load/dialect.hpp"
#include "bench/load/subject.hpp"
#include "bench/load/traffic.hpp"

#include <nlohmann/json_fwd.hpp>

namespace switchboard::load {

struct talk_options {
  traffic_plan plan;
  double warm_up_s = 1;
  double measured_s = 4;
};

/// People talk in rooms, and what that costs and how long it takes is told.
nlohmann::ordered_json talk(const subject& server, std::size_t server_cores, dialect& how,
                            const talk_options& with);

} // namespace switchboard::load
