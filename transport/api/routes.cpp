#include "transport/api/routes.hpp"

#include "transport/api/admin_routes.hpp"
#include "transport/api/auth_routes.hpp"
#include "transport/api/call_routes.hpp"
#include "transport/api/chat_routes.hpp"
#include "transport/api/contact_routes.hpp"
#include "transport/api/factor_routes.hpp"
#include "transport/api/ice_routes.hpp"
#include "transport/api/link_routes.hpp"
#include "transport/api/log_routes.hpp"
#include "transport/api/passkey_routes.hpp"
#include "transport/api/queue_routes.hpp"
#include "transport/api/report_routes.hpp"
#include "transport/api/room_routes.hpp"
#include "transport/api/side_routes.hpp"
#include "transport/api/user_routes.hpp"
#include "transport/http/openapi.hpp"

#include <memory>
#include <string>
#include <utility>

namespace switchboard::api {

std::string openapi_of(const http::router& routes) {
  return http::openapi_json(
      {"switchboard", "1",
       "Calls, chat and queues over HTTP. Errors are problem documents whose `code` is a stable "
       "word. Every POST takes an `Idempotency-Key`; for anything else within 24 hours it is "
       "refused with 422 `idempotency_mismatch`. Wherever a user id is taken, an integer is "
       "taken too."},
      routes);
}

void add_routes(http::router& into, const ports& by) {
  add_auth_routes(into, by);
  add_factor_routes(into, by);
  add_passkey_routes(into, by);
  add_link_routes(into, by);
  add_user_routes(into, by);
  add_contact_routes(into, by);
  add_report_routes(into, by);
  add_call_routes(into, by);
  add_ice_routes(into, by);
  add_chat_routes(into, by);
  add_room_routes(into, by);
  add_side_routes(into, by);
  add_queue_routes(into, by);
  add_admin_routes(into, by);
  add_log_routes(into, by);
  http::route described;
  described.pattern = "/api/openapi.json";
  described.handle = [text = std::make_shared<const std::string>(openapi_of(into))](
                         const http::request&, const http::responder& answer) {
    answer(http::response{200, "application/json", text});
  };
  into.add(std::move(described));
}

} // namespace switchboard::api
