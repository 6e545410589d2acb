#include "tests/tools/stage.hpp"

#include <doctest/doctest.h>

namespace switchboard::testing {

namespace {

constexpr timestamp ten_o_clock{1'795'255'200'000}; // 2026-11-21T10:00:00Z
const queue_name default_queue{"default"};

} // namespace

stage::stage(policy limits)
    : acts_{ten_o_clock,
            [this](const std::vector<envelope>& events) {
              log.append(events, [](const append_result& verdict) {
                REQUIRE(std::holds_alternative<append_accepted>(verdict));
              });
            },
            limits} {}

// --- People --------------------------------------------------------------------------------------

void stage::ask_user(const std::string& user, user::command body) {
  const auto refused =
      acts_.ask(stream_of(user_id{user}), std::move(body), next_command(), "user/" + user);
  REQUIRE_MESSAGE(!refused, refused.value_or(rejection{}).message);
}

void stage::enroll(const std::string& user) {
  ask_user(user, user::register_account{"uuid-of-" + user, user + "@example.org", user + " Doe",
                                        role::user});
}

void stage::connect(const std::string& user, const std::string& device) {
  ask_user(user, user::connect_device{connection_of(user, device), "n1", "1", device});
}

void stage::drop(const std::string& user, const std::string& device) {
  ask_user(user, user::suspect_device{connection_of(user, device)});
}

void stage::resume(const std::string& user, const std::string& device) {
  ask_user(user, user::resume_device{connection_of(user, device), "n1", "1"});
}

void stage::close(const std::string& user, const std::string& device) {
  ask_user(user, user::disconnect_device{connection_of(user, device), disconnect_reason::closed});
}

void stage::set_status(const std::string& user, availability status) {
  ask_user(user, user::set_status{status, false});
}

void stage::restart(const std::string& user) { ask_user(user, node_restarted{"n1", "2"}); }

// --- Calls between people ------------------------------------------------------------------------

void stage::ask_room(const room_id& room, const std::string& user, room::command body) {
  const auto refused = acts_.ask(stream_of(room), std::move(body), next_command(), "user/" + user);
  REQUIRE_MESSAGE(!refused, refused.value_or(rejection{}).message);
}

void stage::ask_room(const call_id& call, const std::string& user, room::command body) {
  ask_room(*room_of(call.value), user, std::move(body));
}

call_id stage::call(const std::string& from, const std::string& device, const std::string& to,
                    call_type type) {
  const auto room = direct_room({from}, {to});
  const bool is_new = seq_of(stream_of(room)) == 0;
  const auto call = call_in(room, seq_of(stream_of(room)) + (is_new ? 3 : 2));
  ask_room(room, from, room::invite{{from}, connection_of(from, device), type});
  return call;
}

call_id stage::call_group(const std::string& from, const std::string& device,
                          const std::string& group) {
  const auto room = group_room(group);
  const auto call = call_in(room, seq_of(stream_of(room)) + 2);
  ask_room(room, from, room::invite{{from}, connection_of(from, device), call_type::video});
  return call;
}

void stage::make_group(const std::string& key, const std::vector<std::string>& members) {
  room::create_group made{{members.front()}, key, {}};
  for (const auto& each : members)
    made.members.push_back({each});
  ask_room(group_room(key), members.front(), made);
}

void stage::accept(const call_id& call, const std::string& user, const std::string& device) {
  ask_room(call, user, room::accept{call, {user}, connection_of(user, device)});
}

void stage::reject(const call_id& call, const std::string& user, const std::string& device,
                   std::string reason) {
  ask_room(call, user, room::reject{call, {user}, connection_of(user, device), std::move(reason)});
}

void stage::cancel(const call_id& call, const std::string& user) {
  ask_room(call, user, room::cancel{call, {user}});
}

void stage::join(const call_id& call, const std::string& user, const std::string& device) {
  ask_room(call, user, room::join{call, {user}, connection_of(user, device), {}});
}

void stage::leave(const call_id& call, const std::string& user, const std::string& device) {
  ask_room(call, user, room::leave{call, {user}, connection_of(user, device)});
}

void stage::end(const call_id& call, const std::string& user) {
  ask_room(call, user, room::end_call{call, user_id{user}, {}});
}

void stage::say(const std::string& from, const std::string& to, const std::string& text) {
  ask_room(direct_room({from}, {to}), from, room::post_message{{from}, text, {}});
}

// --- Queues --------------------------------------------------------------------------------------

user_id stage::side(int number) {
  const auto digits = std::to_string(number);
  return queue_side(default_queue, std::string(32 - digits.size(), '0') + digits);
}

void stage::ask_queue(int number, queue::command body) {
  const auto refused = acts_.ask(stream_of(default_queue), std::move(body), next_command(),
                                 "user/" + side(number).value);
  REQUIRE_MESSAGE(!refused, refused.value_or(rejection{}).message);
}

void stage::start_customer(int number, const std::string& name, std::int64_t priority) {
  ask_queue(number, queue::start_customer{side(number), name, {}, priority, {}});
}

void stage::start_agent(int number, const std::string& name) {
  ask_queue(number, queue::start_agent{side(number), name, {}, 0, {}});
}

void stage::connect_side(int number) {
  ask_queue(number,
            queue::connect_side{side(number), {"side-" + std::to_string(number)}, "n1", "1"});
}

void stage::drop_side(int number) {
  ask_queue(number, queue::suspect_side{side(number), {"side-" + std::to_string(number)}});
}

void stage::complete(int number) { ask_queue(number, queue::complete_call{side(number)}); }

void stage::change_queue(const queue::settings& settings) {
  ask_queue(0, queue::change_settings{settings});
}

} // namespace switchboard::testing
