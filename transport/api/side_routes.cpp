#include "transport/api/side_routes.hpp"

#include "transport/api/route_table.hpp"
#include "transport/api/side_history.hpp"
#include "transport/api/side_start.hpp"

#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;
using projections::read_models;

/// Who asks, and what proves it.
struct key_holder {
  side_key key;
  user_id side;
};

/// A side that its queue has forgotten is over.
void show_gone(const errand& of, const key_holder& holder, const rejection& refused) {
  of.look_back([of, holder, refused](const read_models& past) {
    if (refused.code != reject_code::unknown_call || !past.find_side(holder.side))
      return of.answer(problem_of(refused));
    side_info told;
    told.call_id = holder.key;
    told.side_id = holder.side;
    told.status = side_state::ended;
    of.answer(200, told);
  });
}

/// Asks the queue of the side that this key lets in, in the side's name, and answers with how it
/// stands then.
template <class Make>
void ask_queue(const errand& of, const side_key& key, Make command_of) {
  const auto side = side_of_key(key.value);
  if (!side || !of.by().queues->has(*queue_of(side->value))) return of.answer(unknown_call());
  of.send_as(*side, stream_of(*queue_of(side->value)), queue::command{command_of(*side)},
             of.command_id(), [of, holder = key_holder{key, *side}](const outcome& came) {
               if (const auto* refused = std::get_if<rejection>(&came))
                 return show_gone(of, holder, *refused);
               const auto& made = std::get<queue::reply>(std::get<reply>(came));
               of.answer(200, side_info_of(made.view, holder.key));
             });
}

void show_side(const errand& of) {
  ask_queue(of, side_key{std::string{of.asked().parameter("call_id")}},
            [](const user_id& side) { return queue::touch_side{side}; });
}

std::vector<http::answer_doc> side_answers() {
  return {answers_with<side_info>(200, "How the side stands now."),
          {404, "`unknown_call`, `unknown_offer`"},
          {409, "`already_ended`, `offer_closed`"},
          {422, "`bad_target`: this is not for customers"}};
}

template <class Command>
void add_order(route_table& table, std::string path, std::string summary) {
  table.add<side_body>(
      method::post, "/api/calls/" + std::move(path), access::anyone,
      {std::move(summary), side_answers()}, [](const errand& of, const side_body& body) {
        ask_queue(of, body.call_id, [](const user_id& side) { return Command{side}; });
      });
}

template <class Command>
void add_offer_answer(route_table& table, std::string word, std::string summary) {
  table.add<side_body>(
      method::post, "/api/calls/offers/{offer_id}/" + std::move(word), access::anyone,
      {std::move(summary), side_answers()}, [](const errand& of, const side_body& body) {
        const offer_id offer{std::string{of.asked().parameter("offer_id")}};
        ask_queue(of, body.call_id, [&](const user_id& side) { return Command{side, offer}; });
      });
}

} // namespace

void add_side_routes(http::router& into, const ports& by) {
  route_table table{into, by, "queues"};
  table.add<start_side_body>(
      method::post, "/api/calls/start", access::anyone,
      {"Come into a queue as a customer or an agent",
       {answers_with<side_info>(200, "The side that this made."),
        {401, "`unauthorized`: agents sign in"},
        {403, "`forbidden`: only agents serve"},
        {404, "`unknown_queue`"},
        {409, "`limit_reached`"},
        {422, "`bad_request`, `bad_value`, `too_long`, `bad_customer_token`"}}},
      [](const errand& of, const start_side_body& body) { start_side(of, body); });
  table.add(method::get, "/api/calls/match/{call_id}", access::anyone,
            {"How a side stands; asking says that it is still there", side_answers()}, show_side);
  add_side_history(table);
  add_order<queue::complete_call>(table, "end", "End the call with the partner");
  add_order<queue::leave_side>(table, "leave", "Go for good");
  add_order<queue::pause_agent>(table, "pause", "Have a break, after the call if there is one");
  add_order<queue::make_agent_ready>(table, "ready", "End the break or the wrap-up");
  add_offer_answer<queue::accept_offer>(table, "accept", "Take the customer");
  add_offer_answer<queue::reject_offer>(table, "reject", "Leave the customer to others");
}

} // namespace switchboard::api
