#include "transport/api/routes.hpp"

#include "transport/api/admin_routes.hpp"
#include "transport/api/auth_routes.hpp"
#include "transport/api/call_routes.hpp"
#include "transport/api/chat_routes.hpp"
#include "transport/api/contact_routes.hpp"
#include "transport/api/description_routes.hpp"
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

namespace switchboard::api {

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
  add_description_routes(into);
}

} // namespace switchboard::api
