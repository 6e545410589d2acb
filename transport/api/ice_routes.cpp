#include "transport/api/ice_routes.hpp"

#include "events/side_key.hpp"
#include "transport/api/doorkeeper.hpp"
#include "transport/api/route_table.hpp"

#include <utility>

namespace switchboard::api {

namespace {

void tell(const errand& of, std::string_view user) {
  of.answer(200, ice_servers_for(of.by().ice, user, of.now()));
}

/// TURN servers, and whoever listens on the way to them, see the side's public id.
void tell_side(const errand& of, std::string_view key) {
  const auto side = side_of_key(key);
  if (!side || !of.by().queues->has(*queue_of(side->value))) return of.answer(unknown_call());
  of.send_as(*side, stream_of(*queue_of(side->value)), queue::command{queue::look{*side}}, {},
             [of, side](const outcome& came) {
               if (const auto* refused = std::get_if<rejection>(&came))
                 return of.answer(problem_of(*refused));
               const auto& view = std::get<queue::reply>(std::get<reply>(came)).view;
               if (view.status == queue::side_status::gone) return of.answer(unknown_call());
               tell(of, side->value);
             });
}

void show_ice_servers(const errand& of) {
  if (of.asked().header("authorization").empty())
    if (const auto side = of.asked().query("call_id")) return tell_side(of, *side);
  const auto verdict = identify(of.by(), of.asked());
  const auto* holder = std::get_if<identity>(&verdict);
  if (holder == nullptr) return of.answer(not_signed_in());
  check_ban(of.by(), *holder, [of, user = holder->user](const outcome& came) {
    if (const auto* refused = std::get_if<rejection>(&came)) return of.answer(problem_of(*refused));
    tell(of, user.value);
  });
}

} // namespace

void add_ice_routes(http::router& into, const ports& by) {
  route_table table{into, by, "calls"};
  table.add(http::method::get, "/api/v1/ice-servers", http::access::anyone,
            {"The servers that help clients to find a way to each other",
             {answers_with<ice_servers_view>(
                  200, "Empty where none is configured: then clients reach each other directly."),
              {401, "`unauthorized`: neither a token nor a side's id"},
              {404, "`unknown_call`"}},
             {{"call_id", "Of a queue's side, which has no account: its `call_…` id."}}},
            show_ice_servers);
}

} // namespace switchboard::api
