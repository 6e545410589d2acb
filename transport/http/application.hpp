#pragma once

#include "transport/http/router.hpp"
#include "transport/http/settings.hpp"
#include "transport/net/budgets.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace switchboard::http {

using auth_result = std::variant<principal, problem>;
using auth_responder = answer_once<auth_result>;

/// One finished exchange, for a log or a counter.
struct exchange_record {
  std::string method;
  /// The pattern of the route, so that ids in paths do not make each line a kind of its own.
  std::string_view route;
  std::string remote_address;
  std::string request_id;
  unsigned status = 0;
  std::chrono::microseconds duration{0};
};

/// What a server serves, given to it by the layer above. Everything here may be called from any I/O
/// thread at the same time as from the others.
struct application {
  router routes;
  /// Finds out who asks and whether they may call a route for `who`; not called for anyone. The
  /// request is there until the call returns.
  std::function<void(const request&, access who, auth_responder)> authenticate;
  /// How much people and addresses may ask for; nothing for any number.
  std::shared_ptr<net::shared_budgets> budgets;
  std::function<void(const exchange_record&)> on_exchange = [](const exchange_record&) {};
  /// What does not work at the moment and keeps the server from being ready; empty when all is
  /// well.
  std::function<std::string()> find_trouble = [] { return std::string{}; };
  /// Something that must not happen has happened; the client was told no more than that.
  std::function<void(std::string_view what)> on_fault = [](std::string_view) {};
};

} // namespace switchboard::http
