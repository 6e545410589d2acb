#pragma once

#include "actors/rules/decision.hpp"
#include "transport/accounts/reply.hpp"
#include "transport/http/problem.hpp"

#include <string>

/// What entities and accounts refuse, as HTTP says it: one table for each.
namespace switchboard::api {

http::problem problem_of(const rejection& refused);
http::problem problem_of(const refusal& refused);

/// For whoever is not signed in. Why a token was not good is for the log alone.
http::problem not_signed_in();

http::problem unknown_user();
http::problem unknown_room();
http::problem unknown_call();
http::problem unknown_queue();
http::problem unknown_message();
http::problem unknown_report();

/// For a request whose values do not go together.
http::problem bad_request(std::string detail);

} // namespace switchboard::api
