#pragma once

#include "actors/rules/decision.hpp"
#include "transport/accounts/reply.hpp"
#include "transport/http/problem.hpp"

/// What entities and accounts refuse, as HTTP says it: one table for each.
namespace switchboard::api {

http::problem problem_of(const rejection& refused);
http::problem problem_of(const refusal& refused);

/// For whoever is not signed in. Why a token was not good is for the log alone.
http::problem not_signed_in();

/// For an id that cannot be anybody's.
http::problem unknown_user();

} // namespace switchboard::api
