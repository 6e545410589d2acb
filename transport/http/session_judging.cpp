// What becomes of a request between its head and its handler.
#include "transport/http/forwarding.hpp"
#include "transport/http/origins.hpp"
#include "transport/http/request_head.hpp"
#include "transport/http/request_id.hpp"
#include "transport/http/session.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace switchboard::http {

using stage = request_reader::stage;

namespace {

/// A larger body takes long enough to read that others would notice.
constexpr std::size_t max_body_read_here = 32 * 1024;

response crowded(std::string detail) {
  return problem{429, "too_many_connections", std::move(detail), {{"Retry-After", "5"}}};
}

/// The headers of draft-ietf-httpapi-ratelimit-headers-10.
void add_rate_headers(header_list& to, const net::allowance& stands, const net::pace& allowed,
                      std::string_view kind) {
  const auto whole = [](double number) { return std::to_string(static_cast<long>(number)); };
  const auto name = '"' + std::string{kind} + '"';
  to.emplace_back("RateLimit-Policy", name + ";q=" + whole(allowed.at_once) + ";w="
                                          + whole(std::ceil(allowed.at_once / allowed.per_s)));
  to.emplace_back("RateLimit", name + ";r=" + whole(stands.left)
                                   + ";t=" + whole(std::ceil(stands.until_full_s)));
}

} // namespace

void session::begin_exchange() {
  auto asked = reader_.open();
  auto from = whereabouts_of(asked, peer_, stream_->is_encrypted(), limits_.trusted_proxies);
  asked.remote_address = std::move(from.address);
  asked.is_encrypted = from.is_encrypted;
  asked.host = std::move(from.host);
  asked.id = request_id(asked.header("x-request-id"));

  const auto method_name = boost::beast::http::to_string(asked.method);
  exchange_ = {.method = {method_name.data(), method_name.size()},
               .route = {},
               .id = asked.id,
               .websocket_key = std::string{asked.header("sec-websocket-key")},
               .subprotocol = {},
               .remote_address = asked.remote_address,
               .more = cors_headers(asked, limits_.allowed_origins),
               .keep_alive = asked.keep_alive && !asked.is_http_1_0,
               .is_head = asked.method == method::head,
               .began_at = std::chrono::steady_clock::now()};
  asked_ = std::move(asked);
  matched_ = {};
  budget_ = nullptr;
  phase_ = phase::judging;
  deadline_.set_after(limits_.deadlines.answer_timeout_ms);
  judge();
}

/// All that can be told by the head: who comes, and whether they may.
void session::judge() {
  if (!is_welcome_) {
    exchange_.keep_alive = false;
    return decline(crowded("Too many connections are open from your address."));
  }
  if (auto wrong = decode_target(*asked_)) return turn_away(response{std::move(*wrong)});
  matched_ = app_.routes.find(asked_->method, asked_->target.segments);
  if (matched_.found != nullptr) exchange_.route = matched_.found->pattern;
  asked_->parameters = std::move(matched_.parameters);
  if (auto told = http::judge(limits_, matched_, *asked_)) return turn_away(std::move(*told));
  admit(app_, matched_, *asked_, duty_of<auth_result>());
}

void session::take(auth_result found_out) {
  if (phase_ != phase::judging) return; // It came too late.
  auto* const refused = std::get_if<problem>(&found_out);
  if (refused == nullptr) asked_->caller = std::get<principal>(std::move(found_out));
  const auto& who = asked_->caller.user_id;
  if (!charge(who)) return;
  if (refused != nullptr) return decline(response{std::move(*refused)});
  expect_body(who.empty() ? limits_.limits.max_anonymous_body_bytes
                          : limits_.limits.max_body_bytes);
}

/// Declines what leads nowhere, which has been work, too.
void session::turn_away(response told) {
  if (charge({})) decline(std::move(told));
}

/// Whether somebody, or else the address, may ask for one thing more.
bool session::charge(const std::string& who) {
  if (!app_.budgets) return true;
  auto& from = who.empty() ? app_.budgets->addresses : app_.budgets->people;
  budget_ = from.of(who.empty() ? net::address_group(asked_->remote_address) : who);
  return ask_budget(*budget_, from.of_each(), who.empty() ? "address" : "user");
}

bool session::ask_budget(net::budget& of, const net::pace& allowed, std::string_view kind) {
  const auto stands = of.take();
  add_rate_headers(exchange_.more, stands, allowed, kind);
  if (stands.is_granted) return true;
  const auto wait_s = std::to_string(static_cast<long>(std::ceil(stands.wait_s)));
  decline(response{problem{429,
                           "rate_limited",
                           "This is too much at once; slow down.",
                           {{"Retry-After", std::max<std::string>("1", wait_s)}}}});
  return false;
}

/// Says no to what has only shown its head. A small body is let go by, so that the connection
/// stays; for a large one nobody waits.
void session::decline(response told) {
  if (reader_.has_body()) {
    const bool is_small = reader_.is_body_within(limits_.limits.max_anonymous_body_bytes)
                          && !reader_.should_encourage();
    if (exchange_.keep_alive && is_small) {
      declined_ = std::move(told);
      return expect_body(limits_.limits.max_anonymous_body_bytes);
    }
    exchange_.keep_alive = false;
  } else {
    reader_.release_body();
  }
  stage_ = stage::nothing;
  asked_.reset();
  phase_ = phase::answering;
  take(std::move(told));
}

void session::expect_body(std::size_t max_bytes) {
  reader_.accept(max_bytes);
  phase_ = phase::reading;
  advance();
}

/// What waits of large bodies is bounded, for each address and in all.
bool session::has_room_for_body() {
  const auto bytes = reader_.body_bytes();
  if (bytes <= limits_.limits.max_anonymous_body_bytes) return true;
  if (body_room_.is_empty())
    body_room_ = shared_.waiting_bodies.share_of(net::address_group(asked_->remote_address));
  if (bytes <= body_room_.size() || body_room_.grow(bytes - body_room_.size())) return true;
  exchange_.keep_alive = false;
  phase_ = phase::answering;
  take(response{problem{
      503, "busy", "Too many large bodies are on their way; try again.", {{"Retry-After", "1"}}}});
  return false;
}

/// The request is whole.
void session::end_body() {
  asked_->body = reader_.release_body();
  stage_ = stage::nothing;
  exchange_.began_at = std::chrono::steady_clock::now();
  phase_ = phase::answering;
  deadline_.set_after(limits_.deadlines.answer_timeout_ms);
  if (budget_) budget_->spend(asked_->body.size());
  if (declined_) {
    asked_.reset();
    return take(*std::exchange(declined_, std::nullopt));
  }
  hand_on();
}

void session::hand_on() {
  const auto& called = *matched_.found;
  if (called.is_upgrade()) return upgrade();
  if (!called.body_schema.empty() && asked_->body.size() > max_body_read_here) return hand_aside();
  auto asked = *std::exchange(asked_, std::nullopt);
  perform(app_, called, std::move(asked), duty_of<response>());
}

void session::hand_aside() {
  const threads::beneficiary whose{net::address_group(asked_->remote_address),
                                   asked_->caller.user_id};
  const auto asked = std::make_shared<request>(*std::exchange(asked_, std::nullopt));
  const bool is_taken = shared_.aside->submit(
      [&app = app_, &called = *matched_.found, asked, answer = duty_of<response>()] {
        perform(app, called, std::move(*asked), answer);
      },
      whose);
  if (is_taken) return;
  take(response{problem{
      503, "busy", "Too many large bodies wait to be read; try again.", {{"Retry-After", "1"}}}});
}

void session::upgrade() {
  auto asked = *std::exchange(asked_, std::nullopt);
  // A proxy's own connections are not counted, but those that it opens for others are.
  if (place_.is_empty())
    place_ = shared_.connections.share_of(net::address_group(asked.remote_address));
  if (place_.is_empty() && !place_.grow(1))
    return take(crowded("Too many sockets are open from your address."));
  if (has_token(asked.header("sec-websocket-protocol"), limits_.subprotocol))
    exchange_.subprotocol = limits_.subprotocol;
  perform_upgrade(app_, limits_, *matched_.found, std::move(asked), duty_of<upgrade_decision>());
}

} // namespace switchboard::http
