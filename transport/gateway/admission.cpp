#include "transport/gateway/admission.hpp"

#include "transport/http/request_head.hpp"

#include <algorithm>

namespace switchboard {

namespace {

constexpr std::string_view bearer_scheme = "bearer ";
constexpr std::string_view bearer_protocol = "bearer.";
constexpr std::size_t max_device_bytes = 200;

/// The token behind `Authorization: Bearer`; empty if there is none.
std::string_view bearer_of(const http::request& asked) {
  const auto header = asked.header("authorization");
  if (header.size() <= bearer_scheme.size()
      || !http::equals_ignoring_case(header.substr(0, bearer_scheme.size()), bearer_scheme))
    return {};
  return header.substr(bearer_scheme.size());
}

/// The token in the list of subprotocols, `switchboard.v1, bearer.<token>`; empty if there is none.
std::string_view token_in_protocols(const http::request& asked) {
  auto rest = asked.header("sec-websocket-protocol");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(','), rest.size());
    auto item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (!item.empty() && item.front() == ' ')
      item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ')
      item.remove_suffix(1);
    if (item.starts_with(bearer_protocol)) return item.substr(bearer_protocol.size());
  }
  return {};
}

/// Whoever shows several proofs is judged by the first.
std::optional<identity> identify(const gateway_ports& by, const http::request& asked) {
  if (const auto token = bearer_of(asked); !token.empty()) return by.identify_token(token);
  if (const auto ticket = asked.query("ticket")) return by.redeem_ticket(*ticket);
  if (const auto token = asked.query("token")) return by.identify_token(*token);
  if (const auto token = token_in_protocols(asked); !token.empty()) return by.identify_token(token);
  return std::nullopt;
}

http::problem refuse_stranger() {
  return {401,
          "unauthorized",
          "A socket needs a valid token, a fresh ticket, or the call id of a queue's side.",
          {{"WWW-Authenticate", "Bearer"}}};
}

bool is_call_or_room(const std::string& id) { return is_room(id) || room_of(id).has_value(); }

} // namespace

std::variant<admitted, http::problem> admit(const gateway_ports& by, const http::request& asked,
                                            std::optional<std::string> bound_to) {
  admitted in;
  in.address = asked.remote_address;
  in.device = std::string{asked.header("user-agent").substr(0, max_device_bytes)};
  if (const auto text = asked.query("resume"); text && !text->empty()) {
    auto point = parse_resume_point(*text);
    if (auto* wrong = std::get_if<std::string>(&point))
      return http::problem{422, "bad_resume", std::move(*wrong)};
    in.resume = std::get<resume_point>(std::move(point));
  }
  if (auto side = bound_to ? side_of_key(*bound_to) : std::nullopt) {
    if (!by.has_queue(*queue_of(side->value))) return refuse_stranger();
    in.who = *std::move(side);
    in.key = side_key{*std::move(bound_to)};
    return in;
  }
  in.holder = identify(by, asked);
  if (!in.holder) return refuse_stranger();
  if (bound_to && !is_call_or_room(*bound_to))
    return http::problem{404, "unknown_call", "This is not the id of a call or room."};
  in.who = in.holder->user;
  in.bound_to = std::move(bound_to);
  return in;
}

} // namespace switchboard
