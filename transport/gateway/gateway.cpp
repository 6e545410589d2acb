#include "transport/gateway/gateway.hpp"

#include "transport/gateway/admission.hpp"
#include "transport/gateway/gateway_core.hpp"
#include "transport/gateway/socket_desk.hpp"
#include "transport/gateway/socket_docs.hpp"

namespace switchboard {

namespace {

/// Hands what happens on a socket to its desk, which answers may keep longer than the socket.
class socket_handler final : public websocket::connection_handler {
public:
  explicit socket_handler(std::shared_ptr<socket_desk> desk) : desk_{std::move(desk)} {}

  void on_open(websocket::connection& opened) override { desk_->open(opened); }
  void on_text(websocket::connection&, std::string_view text) override { desk_->take(text); }
  void on_rate_limited(websocket::connection&, std::string_view dropped) override {
    desk_->warn_of_rate(dropped);
  }
  void on_closed(websocket::connection&, const websocket::close_info& how) override {
    desk_->close(how);
  }

private:
  const std::shared_ptr<socket_desk> desk_;
};

http::problem refuse_crowd(std::string detail) {
  return {429, "too_many_connections", std::move(detail), {{"Retry-After", "5"}}};
}

using step = std::function<void()>;
using refusal = std::function<void(http::problem)>;

http::problem refuse_side(const rejection& why) {
  if (why.code == reject_code::unavailable) return {503, "unavailable", why.message};
  return {401, "unauthorized", "This is not the id of a queue's call."};
}

http::problem refuse_binding(const rejection& why) {
  if (why.code == reject_code::unavailable) return {503, "unavailable", why.message};
  const bool is_hidden =
      why.code == reject_code::not_a_member || why.code == reject_code::not_a_participant;
  if (is_hidden) return {403, "not_a_participant", "You do not take part in this call."};
  return {404, "unknown_call", "There is no such call or room."};
}

/// Whether there is such a side of a queue, for whoever holds its key.
void check_side(const gateway_core& core, const admitted& in, step go_on, refusal refuse) {
  core.ports.ask({stream_of(*queue_of(in.who.value)),
                  queue::command{queue::look{in.who}},
                  {},
                  {},
                  {},
                  "user/" + in.who.value,
                  [go_on = std::move(go_on), refuse = std::move(refuse)](const outcome& told) {
                    if (const auto* why = std::get_if<rejection>(&told))
                      return refuse(refuse_side(*why));
                    const auto& view = std::get<queue::reply>(std::get<reply>(told)).view;
                    if (view.status == queue::side_status::gone)
                      return refuse({410, "already_ended", "This side is gone; start a new one."});
                    go_on();
                  }});
}

/// Whether there is such a call or room, and this person may know of it.
void check_binding(const gateway_core& core, const admitted& in, step go_on, refusal refuse) {
  const auto& id = *in.bound_to;
  const auto room = is_room(id) ? room_id{id} : *room_of(id);
  const auto call = is_room(id) ? std::nullopt : std::optional{call_id{id}};
  core.ports.ask({stream_of(room),
                  room::command{room::look{in.who, call}},
                  {},
                  {},
                  {},
                  "user/" + in.who.value,
                  [go_on = std::move(go_on), refuse = std::move(refuse)](const outcome& told) {
                    if (const auto* why = std::get_if<rejection>(&told))
                      return refuse(refuse_binding(*why));
                    go_on();
                  }});
}

void open_socket(const std::shared_ptr<gateway_core>& core, const http::request& asked,
                 std::optional<std::string> bound_to, const http::upgrade_responder& answer) {
  auto seen = admit(core->ports, asked, std::move(bound_to));
  if (auto* refused = std::get_if<http::problem>(&seen)) return answer(std::move(*refused));
  const auto in = std::make_shared<admitted>(std::get<admitted>(std::move(seen)));
  if (core->live.count_of(in->who) >= core->options.connections_per_user)
    return answer(refuse_crowd("You have too many sockets open: close one."));
  const auto go_on = [core, in, answer] {
    answer(std::make_unique<socket_handler>(std::make_shared<socket_desk>(core, *in)));
  };
  const auto refuse = [answer](http::problem why) { answer(std::move(why)); };
  if (in->is_side()) return check_side(*core, *in, go_on, refuse);
  if (in->bound_to) return check_binding(*core, *in, go_on, refuse);
  go_on();
}

const std::vector<http::parameter_doc> socket_parameters{
    {"ticket", "A ticket of `POST /api/v1/auth/ticket`; good once, for half a minute."},
    {"token", "An access token, where neither a header nor a ticket can be had."},
    {"resume", "What was seen last: `{\"connection_id\": …, \"streams\": {STREAM: SEQ}}`."}};

const std::vector<http::answer_doc> socket_answers{
    {101, "The socket is open; its first frame is `connection`."},
    {401, "Nothing here shows who you are."},
    {403, "Pages of this origin may not connect, or the call is not yours."},
    {429, "Too many sockets are open."}};

http::route socket_route(std::string pattern, std::string summary, http::upgrade_handler handle) {
  http::route row;
  row.pattern = std::move(pattern);
  row.handle = std::move(handle);
  row.summary = std::move(summary);
  row.tag = "socket";
  row.query = socket_parameters;
  row.answers = socket_answers;
  return row;
}

} // namespace

gateway::gateway(event_log& log, gateway_ports ports, gateway_options options)
    : core_{std::make_shared<gateway_core>(log, std::move(ports), std::move(options))} {}

gateway::~gateway() { stop(); }

void gateway::add_routes(http::router& table) {
  http::route described;
  described.pattern = "/api/asyncapi.json";
  described.handle = [text = std::make_shared<const std::string>(asyncapi_json())](
                         const http::request&, const http::responder& answer) {
    answer({200, "application/json", text});
  };
  described.summary = "The frames of the WebSocket, as an AsyncAPI document";
  described.tag = "socket";
  described.answers = {{200, "The document."}};
  table.add(std::move(described));
  table.add(socket_route("/ws", "A user's connection",
                         [core = core_](http::request asked, http::upgrade_responder answer) {
                           open_socket(core, asked, std::nullopt, answer);
                         }));
  table.add(socket_route("/ws/call/{id}", "A connection bound to a call, a room or a queue's side",
                         [core = core_](http::request asked, http::upgrade_responder answer) {
                           open_socket(core, asked, std::string{asked.parameter("id")}, answer);
                         }));
}

void gateway::start() { core_->live.start(); }

void gateway::stop() {
  core_->live.stop();
  core_->overview.stop();
  core_->resumes.stop();
}

void gateway::end_session(const session_id& ended) { core_->live.close_session(ended); }

void gateway::end_tokens(timestamp now) { core_->ends.close_due(now); }

std::size_t gateway::connection_count() const { return core_->live.count(); }

} // namespace switchboard
