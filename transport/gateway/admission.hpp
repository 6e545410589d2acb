#pragma once

#include "events/side_key.hpp"
#include "transport/gateway/gateway_ports.hpp"
#include "transport/gateway/resume_point.hpp"
#include "transport/http/problem.hpp"
#include "transport/http/request.hpp"

#include <optional>
#include <string>
#include <variant>

namespace switchboard {

/// Somebody who may open a socket, and to what.
struct admitted {
  user_id who;
  /// Whose sign-in it is; nothing for a queue's side, which comes with nothing but its key.
  std::optional<identity> holder;
  std::optional<side_key> key;
  /// The call or room that frames are about when they do not say.
  std::optional<std::string> bound_to;
  std::optional<resume_point> resume;
  /// What the device calls itself.
  std::string device;
  std::string address;

  bool is_side() const { return !holder; }
};

/// Looks at a request for a socket, which names the call or room to bind it to or nothing. A ticket
/// is used up.
std::variant<admitted, http::problem> admit(const gateway_ports& by, const http::request& asked,
                                            std::optional<std::string> bound_to);

} // namespace switchboard
