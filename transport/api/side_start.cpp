#include "transport/api/side_start.hpp"

#include "transport/accounts/secret.hpp"
#include "transport/api/doorkeeper.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::api {

namespace {

constexpr std::string_view default_queue = "default";
constexpr std::size_t side_bytes = 16;

/// Who starts, as far as they said: a customer may come without an account, but not with a token
/// that is no good.
using starter = std::variant<std::optional<identity>, http::problem>;

starter who_starts(const errand& of, queue_role side) {
  std::optional<identity> who;
  if (!of.asked().header("authorization").empty()) {
    auto verdict = identify(of.by(), of.asked());
    if (std::holds_alternative<token_fault>(verdict)) return not_signed_in();
    who = std::get<identity>(std::move(verdict));
  }
  if (side == queue_role::customer || of.by().has_open_agents) return who;
  if (!who) return not_signed_in();
  if (who->role == role::user)
    return http::problem{403, "forbidden", "Only an agent may serve customers."};
  return who;
}

/// A start that comes again under its key means the same side, and one that asks for something else
/// under it means that side, too, and is refused. Whoever has no account is known by the address.
std::string side_digits(const errand& of, const std::optional<identity>& who) {
  if (of.key().empty()) return random_hex(side_bytes);
  const auto starter = who ? "user " + who->user.value : "address " + of.asked().remote_address;
  return of.by().accounts->unguessable_id("side " + starter + ' ' + of.key());
}

queue::command start_of(const user_id& call_id, const start_side_body& body,
                        const std::optional<identity>& who) {
  auto skills = body.skills.value_or(std::vector<std::string>{});
  auto account = who ? std::optional{who->user} : std::nullopt;
  if (body.user_type == queue_role::agent)
    return queue::start_agent{call_id, body.user_name, std::move(skills), 0, std::move(account)};
  return queue::start_customer{call_id, body.user_name, std::move(skills),
                               body.priority.value_or(0), std::move(account)};
}

/// A queue that nothing has happened in yet is told how the configuration wants it to work; what it
/// is told later holds.
void furnish(const ports& by, const queue_name& queue) {
  const auto stream = stream_of(queue);
  if (!by.log->read_stream(stream, 1, 1).empty()) return;
  by.ask({stream,
          queue::change_settings{by.queue_defaults},
          "furnish",
          {},
          {},
          "node/" + by.node,
          {}});
}

std::string socket_url(const http::request& asked, const user_id& call_id) {
  return (asked.is_encrypted ? "wss://" : "ws://") + asked.host + "/ws/call/" + call_id.value;
}

} // namespace

void start_side(const errand& of, const start_side_body& body) {
  const auto queue =
      parse_queue_name(body.queue ? std::string_view{body.queue->value} : default_queue);
  if (!queue)
    return of.answer(bad_request("body.queue has 1 to 26 characters out of a-z 0-9 _ and -"));
  auto asked_by = who_starts(of, body.user_type);
  if (auto* wrong = std::get_if<http::problem>(&asked_by)) return of.answer(std::move(*wrong));
  const auto& who = std::get<std::optional<identity>>(asked_by);
  const auto call_id = queue_side(*queue, side_digits(of, who));
  furnish(of.by(), *queue);
  of.send_as(call_id, stream_of(*queue), start_of(call_id, body, who), of.command_id(),
             [of, call_id](const outcome& came) {
               if (const auto* refused = std::get_if<rejection>(&came))
                 return of.answer(problem_of(*refused));
               const auto& made = std::get<queue::reply>(std::get<reply>(came));
               of.answer(200, start_info(made.view, socket_url(of.asked(), call_id)));
             });
}

} // namespace switchboard::api
