#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <optional>
#include <string>
#include <tuple>

namespace switchboard::projections {

/// Somebody with an account. The user name is the id.
struct person {
  user_id id;
  std::string uuid;
  /// For its owner and for nobody else.
  std::optional<std::string> email;
  std::string full_name;
  switchboard::role role = switchboard::role::user;
  bool is_banned = false;
  timestamp created_at;

  static constexpr auto fields() {
    return std::tuple{field{"id", &person::id, "The user id, which is the user name."},
                      field{"uuid", &person::uuid, "A random id that never changes hands."},
                      field{"email", &person::email, "Told to nobody but its owner."},
                      field{"full_name", &person::full_name, "The name shown to others."},
                      field{"role", &person::role, "What the account may do."},
                      field{"is_banned", &person::is_banned, "Whether an admin shut them out."},
                      field{"created_at", &person::created_at, "When they registered."}};
  }

  friend bool operator==(const person&, const person&) = default;
};

} // namespace switchboard::projections
