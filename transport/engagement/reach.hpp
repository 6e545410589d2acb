#pragma once

#include "actors/request.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace switchboard {

/// Whom a person may call, write to and add to groups, beside those who have blocked them.
BOOST_DEFINE_FIXED_ENUM_CLASS(contact_policy, std::uint8_t, anybody,
                              // Those with whom they are in a group, or of whom one accepted the
                              // other.
                              shared_room,
                              // Those who accepted their request.
                              asked_first)

/// Decides whether one person may come up to another. A block holds in the room of the two, whoever
/// asks; what is decided here is what only the two people's own entities know.
class reach {
public:
  using verdict = std::optional<rejection>;

  reach(std::function<void(request)> ask, contact_policy policy)
      : ask_{std::move(ask)}, policy_{policy} {}

  /// Whether `who` may call or write to `whom`. Costs nothing where anybody may.
  void to_write(const user_id& who, const user_id& whom, std::function<void(verdict)> then) const;
  /// Whether `who` may make `whom` a member of a group: one who has blocked them is not.
  void to_add(const user_id& who, const user_id& whom, std::function<void(verdict)> then) const;

private:
  using person = std::shared_ptr<const user::state>;

  void look_at(const user_id& whom, const user_id& asker,
               std::function<void(std::variant<person, rejection>)> then) const;
  void judge(const user_id& who, person whom, std::function<void(verdict)> then) const;

  std::function<void(request)> ask_;
  contact_policy policy_;
};

} // namespace switchboard
