// What nearly every handler includes, compiled once for all of them.
#include "actors/request.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/http/json_body.hpp"
#include "transport/http/router.hpp"
