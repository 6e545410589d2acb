#include "transport/api/errand.hpp"

#include "transport/accounts/secret.hpp"

namespace switchboard::api {

client errand::from() const {
  return {asked().remote_address, std::string{asked().header("user-agent")}};
}

std::string errand::command_id() const {
  auto given = key();
  return given.empty() ? random_uuid() : given;
}

void errand::refuse(const refusal& refused) const {
  if (!refused.cause.empty())
    by().people->error("accounts_failed", {{"request", asked().id}, {"cause", refused.cause}});
  answer(problem_of(refused));
}

void errand::fail(std::string_view why) const {
  by().people->error(
      "request_failed",
      {{"request", asked().id}, {"user", asked().caller.user_id}, {"cause", std::string{why}}});
  answer(http::problem{500, "internal_error", "The server failed at this."});
}

} // namespace switchboard::api
