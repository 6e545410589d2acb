#include "transport/api/user_view.hpp"

namespace switchboard::api {

user_view view_of(const user::state& of, seen_by viewer) {
  const auto& account = *of.account;
  const auto presence = user::presence_of(of);
  return {.id = of.id,
          .uuid = account.uuid,
          .username = of.id.value,
          .email = viewer == seen_by::owner ? account.email : std::nullopt,
          .full_name = account.full_name,
          .status = of.ban_reason ? account_status::banned : account_status::active,
          .role = account.role,
          .created_at = account.created_at,
          .presence = presence_view{presence.status, presence.last_seen}};
}

} // namespace switchboard::api
