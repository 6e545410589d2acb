#include "transport/api/user_view.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

namespace switchboard::api {

namespace {

/// The two describe the same words, each for its own side of the log.
user::presence_status same_status(projections::presence_status status) {
  user::presence_status same{};
  boost::describe::enum_from_string(boost::describe::enum_to_string(status, ""), same);
  return same;
}

} // namespace

user_view view_of(const user::state& of, seen_by viewer) {
  const auto& account = *of.account;
  const auto presence = viewer == seen_by::strangers ? user::presence{} : user::presence_of(of);
  return {.id = of.id,
          .uuid = account.uuid,
          .username = of.id.value,
          .email = viewer == seen_by::owner ? account.email : std::nullopt,
          .full_name = account.full_name,
          .status = presence.status,
          .role = account.role,
          .is_banned = of.ban_reason ? std::optional{true} : std::nullopt,
          .created_at = account.created_at,
          .presence = presence_view{presence.status, presence.last_seen}};
}

user_view view_of(const projections::person& of, const projections::presence& there,
                  seen_by viewer) {
  const auto seen = viewer == seen_by::strangers ? projections::presence{} : there;
  const auto status = same_status(seen.status);
  return {.id = of.id,
          .uuid = of.uuid,
          .username = of.id.value,
          .email = viewer == seen_by::owner ? of.email : std::nullopt,
          .full_name = of.full_name,
          .status = status,
          .role = of.role,
          .is_banned = of.is_banned ? std::optional{true} : std::nullopt,
          .created_at = of.created_at,
          .presence = presence_view{status, seen.last_seen}};
}

} // namespace switchboard::api
