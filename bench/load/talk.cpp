#include "bench/load/talk.hpp"

#include "bench/load/event_loop.hpp"
#include "bench/load/meter.hpp"

#include <nlohmann/json.hpp>

namespace switchboard::load {

namespace {

std::chrono::nanoseconds as_time(double seconds) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double>{seconds});
}

nlohmann::ordered_json describe(const dialect& how, const traffic_plan& plan) {
  nlohmann::ordered_json about{{"durability", how.durability()},
                               {"rooms", plan.rooms},
                               {"people", plan.people},
                               {"bytes", plan.bytes}};
  about["loop"] = plan.is_open_loop() ? "open" : "closed";
  if (plan.is_open_loop())
    about["meant_per_s"] = plan.messages_per_s;
  else
    about["window"] = plan.window;
  return about;
}

} // namespace

nlohmann::ordered_json talk(const subject& server, std::size_t server_cores, dialect& how,
                            const talk_options& with) {
  event_loop loop;
  auto all = make_seats(with.plan.rooms, with.plan.people);
  how.seat_all(loop, server.port(), all);
  traffic talking{loop, how, all, with.plan};
  talking.begin();
  loop.run_for(as_time(with.warm_up_s));
  talking.forget_figures();
  meter spent{server.id()};
  loop.run_for(as_time(with.measured_s));
  spent.stop();
  const auto figures = talking.figures();
  talking.finish();

  auto told = describe(how, with.plan);
  told["seconds"] = spent.seconds();
  told["messages_per_s"] = static_cast<double>(figures.finished) / spent.seconds();
  told["deliveries_per_s"] = static_cast<double>(figures.delivered) / spent.seconds();
  told["server_us_a_message"] = spent.server_ns() / 1e3 / static_cast<double>(figures.finished);
  told["server_us_a_delivery"] = spent.server_ns() / 1e3 / static_cast<double>(figures.delivered);
  told["server_share"] = spent.server_share();
  told["generator_share"] = spent.own_share();
  told["delivery"] = summary_of(figures.delivery);
  if (how.acknowledges()) told["acknowledgement"] = summary_of(figures.acknowledgement);
  if (with.plan.is_open_loop()) told["lateness"] = summary_of(figures.lateness);
  told["bottleneck"] = bottleneck_of(spent, server_cores, figures.lateness);
  return told;
}

} // namespace switchboard::load
