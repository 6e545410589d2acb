#include "transport/http/dispatch.hpp"

#include "events/json.hpp"
#include "threads/guard.hpp"
#include "transport/http/origins.hpp"
#include "transport/http/request_head.hpp"
#include "transport/websocket/handshake.hpp"

namespace switchboard::http {

namespace {

/// Runs a handler; what it throws becomes an answer.
template <class Answer, class Call>
void answered(const application& app, const answer_once<Answer>& answer, Call&& call) {
  try {
    threads::fault_port::pass("request");
    call();
  } catch (const json::error& wrong) {
    answer(problem{422, "bad_request", wrong.what()});
  } catch (const std::exception& failure) {
    threads::failures().count(threads::failure_kind::boundary, "request");
    app.on_fault(failure.what());
    answer(problem{500, "internal_error", "The server failed at this."});
  }
}

std::string allowed_in(const router::match& matched) {
  return matched.allowed.empty() ? "GET, HEAD, POST, DELETE, OPTIONS" : matched.allowed;
}

std::optional<problem> refuse_route(const router::match& matched, const request& asked) {
  // TRACE would send back what only the client's browser is to see.
  if (asked.method == method::unknown || asked.method == method::connect
      || asked.method == method::trace)
    return problem{405,
                   "method_not_allowed",
                   "That method is not known here.",
                   {{"Allow", allowed_in(matched)}}};
  if (matched.allowed.empty()) return problem{404, "not_found", "There is nothing at this path."};
  if (matched.found == nullptr)
    return problem{405,
                   "method_not_allowed",
                   "This path takes " + matched.allowed + ".",
                   {{"Allow", matched.allowed}}};
  return std::nullopt;
}

std::optional<problem> refuse_body(const route& called, const request& asked) {
  const auto coding = asked.header("content-encoding");
  if (!coding.empty() && !equals_ignoring_case(coding, "identity"))
    return problem{415,
                   "unsupported_media_type",
                   "The body must not be encoded.",
                   {{"Accept-Encoding", "identity"}}};
  if (called.body_schema.empty()) return std::nullopt;
  const auto type = asked.header("content-type");
  const auto media = type.substr(0, type.find_first_of("; "));
  if (!equals_ignoring_case(media, "application/json"))
    return problem{415, "unsupported_media_type", "The body must be application/json."};
  return std::nullopt;
}

problem refuse_origin() {
  return {403, "origin_not_allowed",
          "Pages of this origin may not do this: server.allowed_origins does not name it."};
}

response answer_options(const router::match& matched, const request& asked) {
  response told{204};
  const auto allowed = allowed_in(matched);
  if (is_preflight(asked)) told.headers = preflight_headers(allowed);
  told.headers.emplace_back("Allow", allowed);
  return told;
}

} // namespace

std::optional<problem> decode_target(request& asked) {
  if (asked.target_text == "*" && asked.method == method::options) return std::nullopt;
  auto decoded = parse_target(asked.target_text);
  if (!decoded)
    return problem{400, "bad_target", "The target is not a well-formed path and query."};
  asked.target = *std::move(decoded);
  return std::nullopt;
}

bool is_upgrade(const request& asked) {
  return equals_ignoring_case(asked.header("upgrade"), "websocket")
         && has_token(asked.header("connection"), "upgrade");
}

std::optional<response> judge(const settings& limits, const router::match& matched,
                              const request& asked) {
  if (asked.method == method::options && matched.found == nullptr
      && (asked.target_text == "*" || !matched.allowed.empty()))
    return answer_options(matched, asked);
  if (auto refused = refuse_route(matched, asked)) return response{std::move(*refused)};
  const auto& called = *matched.found;
  if (called.is_upgrade() && !is_upgrade(asked))
    return response{problem{426,
                            "upgrade_required",
                            "This path opens a WebSocket.",
                            {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"}}}};
  if (!called.is_upgrade() && is_upgrade(asked))
    return response{problem{400, "bad_request", "No WebSocket can be opened at this path."}};
  if (is_rebound(asked, limits.allowed_origins)) return response{refuse_origin()};
  if (auto refused = refuse_body(called, asked)) return response{std::move(*refused)};
  return std::nullopt;
}

void admit(const application& app, const router::match& matched, const request& asked,
           auth_responder answer) {
  const auto who = matched.found->who;
  if (who == access::anyone) return answer(principal{});
  answered(app, answer, [&] { app.authenticate(asked, who, answer); });
}

void perform(const application& app, const route& called, request asked, responder answer) {
  const auto& handle = std::get<request_handler>(called.handle);
  answered(app, answer, [&] { handle(std::move(asked), answer); });
}

void perform_upgrade(const application& app, const settings& limits, const route& called,
                     request asked, upgrade_responder answer) {
  if (asked.header("sec-websocket-version") != "13")
    return answer(problem{426,
                          "upgrade_required",
                          "WebSocket version 13 is spoken here.",
                          {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"}}});
  if (!websocket::is_handshake_key(asked.header("sec-websocket-key")))
    return answer(problem{400, "bad_request", "Sec-WebSocket-Key must be 16 bytes in base64."});
  if (!is_origin_allowed(asked, limits.allowed_origins)) return answer(refuse_origin());
  answered(app, answer,
           [&] { std::get<upgrade_handler>(called.handle)(std::move(asked), answer); });
}

} // namespace switchboard::http
