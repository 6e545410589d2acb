#include "transport/api/side_start.hpp"

#include "events/side_key.hpp"
#include "transport/accounts/customer_token.hpp"
#include "transport/accounts/secret.hpp"
#include "transport/api/doorkeeper.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::api {

namespace {

constexpr std::string_view default_queue = "default";
constexpr std::size_t key_bytes = 16;

/// Who starts, as far as somebody vouches for it: a login, or the site that embeds the queue.
struct starter {
  std::optional<identity> login;
  std::optional<vouched_customer> customer;

  bool is_staff() const {
    return login && (login->role == role::agent || login->role == role::admin);
  }
};

http::problem bad_customer_token() {
  return {422, "bad_customer_token",
          "customer_token is not signed with the secret that this server knows, or its time is "
          "over."};
}

/// A customer may come without an account, but not with a token that is no good.
std::variant<starter, http::problem> who_starts(const errand& of, const start_side_body& body) {
  starter who;
  if (!of.asked().header("authorization").empty()) {
    auto verdict = identify(of.by(), of.asked());
    if (std::holds_alternative<token_fault>(verdict)) return not_signed_in();
    who.login = std::get<identity>(std::move(verdict));
  }
  if (body.user_type == queue_role::customer) {
    if (!body.customer_token) return who;
    const auto& shared = of.by().customer_secret;
    if (shared.empty()) return bad_customer_token();
    auto vouched = read_customer_token(shared, *body.customer_token, of.now());
    if (std::holds_alternative<token_fault>(vouched)) return bad_customer_token();
    who.customer = std::get<vouched_customer>(std::move(vouched));
    return who;
  }
  if (of.by().has_open_agents) return who;
  if (!who.login) return not_signed_in();
  if (!who.is_staff()) return http::problem{403, "forbidden", "Only an agent may serve customers."};
  return who;
}

/// What a start asks for that not everybody may: what of it counts, and the names of what does not.
struct wishes {
  std::vector<std::string> skills;
  std::int64_t priority = 0;
  std::vector<std::string> ignored;
};

wishes wishes_of(const errand& of, const start_side_body& body, const starter& who) {
  const bool is_agent = body.user_type == queue_role::agent;
  const bool is_open = is_agent ? of.by().has_open_agents : of.by().has_open_skills;
  const auto asked_skills = body.skills.value_or(std::vector<std::string>{});
  const auto asked_priority = body.priority.value_or(0);
  wishes granted;
  if (who.customer && who.customer->skills)
    granted.skills = *who.customer->skills;
  else if (who.is_staff() || is_open)
    granted.skills = asked_skills;
  else if (!asked_skills.empty())
    granted.ignored.emplace_back("skills");
  if (who.customer && who.customer->priority)
    granted.priority = *who.customer->priority;
  else if (who.is_staff())
    granted.priority = asked_priority;
  else if (asked_priority != 0)
    granted.ignored.emplace_back("priority");
  return granted;
}

/// A start that comes again under its key means the same side, and one that asks for something else
/// under it means that side, too, and is refused. For whom nobody vouches is known by the address.
std::string key_digits(const errand& of, const starter& who) {
  if (of.key().empty()) return random_hex(key_bytes);
  const auto by = who.customer ? "customer " + who.customer->id
                  : who.login  ? "user " + who.login->user.value
                               : "address " + of.asked().remote_address;
  return of.by().accounts->unguessable_id("side " + by + ' ' + of.key());
}

queue::command start_of(const user_id& side_id, const start_side_body& body, const starter& who,
                        const wishes& granted) {
  auto account = who.login ? std::optional{who.login->user} : std::nullopt;
  if (body.user_type == queue_role::agent)
    return queue::start_agent{side_id, body.user_name, granted.skills, 0, std::move(account)};
  return queue::start_customer{side_id,
                               body.user_name,
                               granted.skills,
                               granted.priority,
                               std::move(account),
                               who.customer ? std::optional{who.customer->id} : std::nullopt};
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

std::string socket_url(const http::request& asked, const side_key& key) {
  return (asked.is_encrypted ? "wss://" : "ws://") + asked.host + "/ws/call/" + key.value;
}

/// What is left once it is clear who starts, and that they may.
void let_in(const errand& of, const queue_name& queue, const start_side_body& body,
            const starter& who) {
  if (!of.by().queues->open(queue)) return of.answer(unknown_queue());
  const auto key = make_side_key(queue, key_digits(of, who));
  const auto side_id = *side_of_key(key.value);
  const auto granted = wishes_of(of, body, who);
  furnish(of.by(), queue);
  of.send_as(side_id, stream_of(queue), start_of(side_id, body, who, granted), of.command_id(),
             [of, key, ignored = granted.ignored](const outcome& came) {
               if (const auto* refused = std::get_if<rejection>(&came))
                 return of.answer(problem_of(*refused));
               const auto& made = std::get<queue::reply>(std::get<reply>(came));
               auto told = start_info(made.view, key, socket_url(of.asked(), key));
               if (!ignored.empty()) told.ignored = ignored;
               of.answer(200, told);
             });
}

} // namespace

void start_side(const errand& of, const start_side_body& body) {
  const auto queue =
      parse_queue_name(body.queue ? std::string_view{body.queue->value} : default_queue);
  if (!queue)
    return of.answer(bad_request("body.queue has 1 to 26 characters out of a-z 0-9 _ and -"));
  auto asked_by = who_starts(of, body);
  if (auto* wrong = std::get_if<http::problem>(&asked_by)) return of.answer(std::move(*wrong));
  auto& who = std::get<starter>(asked_by);
  if (!who.login) return let_in(of, *queue, body, who);
  const auto login = *who.login;
  check_ban(of.by(), login, [of, queue = *queue, body, who = std::move(who)](const outcome& came) {
    if (const auto* refused = std::get_if<rejection>(&came)) return of.answer(problem_of(*refused));
    let_in(of, queue, body, who);
  });
}

} // namespace switchboard::api
