#include "bench/instructions/house.hpp"

#include <stdexcept>

namespace switchboard::bench {

namespace {

constexpr net::pace as_much_as_you_like{1e12, 1e12, 1e12, 1e12};

std::string text_field(std::string_view json, const std::string& name) {
  const auto start = '"' + name + "\":\"";
  const auto found = json.find(start);
  if (found == json.npos) throw std::runtime_error{"no " + name + " in " + std::string{json}};
  const auto from = found + start.size();
  return std::string{json.substr(from, json.find('"', from) - from)};
}

} // namespace

void last_frame_socket::close(websocket::close_code, std::string reason) {
  throw std::runtime_error{"a socket was closed: " + reason};
}

house::house(std::size_t people) {
  gateway_ports ports{
      .ask = [this](request asked) { world_.running().ask(std::move(asked)); },
      .identify_token = [](std::string_view) { return std::nullopt; },
      .redeem_ticket = [](std::string_view) { return std::nullopt; },
      .people = [](const user_id&) { return std::nullopt; },
      .time = world_.time,
      .budgets = std::make_shared<net::shared_budgets>(as_much_as_you_like, as_much_as_you_like)};
  core_ = std::make_shared<gateway_core>(world_.log, std::move(ports), gateway_options{});
  core_->live.start();
  for (std::size_t i = 0; i < people; ++i)
    enter({name_of(i)});
}

house::~house() {
  core_->live.stop();
  core_->resumes.stop();
}

void house::enter(const user_id& who) {
  user::register_account account;
  account.uuid = "00000000-0000-7000-8000-000000000000";
  world_.ask(stream_of(who), user::command{account});
  admitted in;
  in.who = who;
  in.holder = identity{who, role::user, session_id{"session"}, world_.time.now()};
  sockets_.push_back(std::make_shared<last_frame_socket>());
  desks_.push_back(std::make_shared<socket_desk>(core_, std::move(in)));
  desks_.back()->open(*sockets_.back());
  world_.run();
}

void house::say(std::size_t person, std::string_view text) {
  desks_[person]->take(text);
  world_.run();
}

void house::ask(std::size_t person, const stream_id& to, command what) {
  world_.ask(to, std::move(what), {}, "user/" + name_of(person));
}

std::string house::make_call() {
  const auto whom =
      people() == 2 ? R"("target_user_id":")" + name_of(1) : R"("room_id":")" + make_group();
  say(0, R"({"type":"call_invitation",)" + whom + R"(","call_type":"video"})");
  const auto call = text_field(sockets_[0]->last(), "call_id");
  for (std::size_t i = people(); i-- > 0;)
    say(i, R"({"type":"join","call_id":")" + call + R"("})");
  return call;
}

std::string house::make_group() {
  const room_id group{"group~everybody"};
  room::create_group made{{name_of(0)}, "everybody", {}};
  for (std::size_t i = 1; i < people(); ++i)
    made.members.push_back({name_of(i)});
  world_.ask(stream_of(group), room::command{std::move(made)}, {}, "user/" + name_of(0));
  return group.value;
}

} // namespace switchboard::bench
