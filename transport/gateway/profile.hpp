#pragma once

#include "events/json.hpp"

#include <functional>
#include <optional>
#include <string>
#include <tuple>

namespace switchboard {

/// A person as others see them: `user` in frames.
struct profile {
  user_id id;
  std::string uuid;
  user_id username;
  std::string full_name;
  std::string status;
  std::optional<timestamp> created_at;

  static constexpr auto fields() {
    return std::tuple{
        field{"id", &profile::id, "Whom this is about."},
        field{"uuid", &profile::uuid, "A random id that never changes hands."},
        field{"username", &profile::username, "The name they sign in with; the same as `id`."},
        field{"full_name", &profile::full_name, "The name to show."},
        field{"status", &profile::status, "Whether they are there: a word of `presence`."},
        field{"created_at", &profile::created_at, "When they registered."}};
  }
};

/// Where frames get people from. Any thread may ask; it must be quick.
using find_profile = std::function<std::optional<profile>(const user_id&)>;

} // namespace switchboard
