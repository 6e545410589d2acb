#pragma once

#include "actors/user/presence.hpp"
#include "actors/user/state.hpp"
#include "projections/person.hpp"
#include "projections/presence.hpp"

#include <optional>
#include <string>

namespace switchboard::api {

struct presence_view {
  user::presence_status status = user::presence_status::offline;
  std::optional<timestamp> last_seen;

  static constexpr auto fields() {
    return std::tuple{
        field{"status", &presence_view::status, "What others see of the person."},
        field{"last_seen", &presence_view::last_seen, "When a device was last heard of."}};
  }
};

/// A user as clients see them.
struct user_view {
  user_id id;
  std::string uuid;
  std::string username;
  std::optional<std::string> email;
  std::string full_name;
  user::presence_status status = user::presence_status::offline;
  switchboard::role role = switchboard::role::user;
  /// Only said when it is so.
  std::optional<bool> is_banned;
  timestamp created_at;
  std::optional<presence_view> presence;

  static constexpr auto fields() {
    return std::tuple{
        field{"id", &user_view::id, "The id that calls and messages name."},
        field{"uuid", &user_view::uuid, "Never given to another account."},
        field{"username", &user_view::username, "What the person signs in with; the id."},
        field{"email", &user_view::email, "Told to its owner alone."},
        field{"full_name", &user_view::full_name, "The name shown to others."},
        field{"status", &user_view::status, "What others see of the person."},
        field{"role", &user_view::role, "What the account may do."},
        field{"is_banned", &user_view::is_banned, "Whether an admin shut the person out."},
        field{"created_at", &user_view::created_at, "When it was registered."},
        field{"presence", &user_view::presence, "Whether the person is there."}};
  }
};

/// Strangers are those to whom it is nobody's presence.
enum class seen_by : std::uint8_t { strangers, others, owner };

/// As their entity has them; `of` has an account.
user_view view_of(const user::state& of, seen_by viewer);

/// As the read models have them.
user_view view_of(const projections::person& of, const projections::presence& there,
                  seen_by viewer);

} // namespace switchboard::api
