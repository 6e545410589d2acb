#pragma once

#include "actors/room/draft.hpp"

#include <optional>
#include <string>

namespace switchboard::room {

/// Why a command is refused; nothing when it is not.
using refusal = std::optional<rejection>;

inline refusal refuse(reject_code code, std::string message) {
  return rejection{code, std::move(message)};
}

/// What the room knows of a call's id.
enum class call_standing : std::uint8_t { live, ended, unknown };

call_standing standing_of(const state& of, const call_id& call);
/// How a call ended that is not forgotten yet.
std::optional<end_reason> end_of(const state& of, const call_id& call);

/// Also true of the two people of a direct room that nobody has used yet.
bool is_member(const state& of, const user_id& user);

/// Whoever is no member must not write, look or change anything.
refusal unless_member(const state& of, const user_id& user);

/// Neither of two people may have blocked the other.
refusal unless_reachable(const state& of, const user_id& user);

/// Commands about a call: it must be known, and be the asker's business.
refusal unless_known(const state& of, const call_id& call, const user_id& user);
/// The same, and it must not be over.
refusal unless_live(const state& of, const call_id& call, const user_id& user);
/// The same, and the device must be in it.
refusal unless_in(const state& of, const call_id& call, const user_id& user,
                  const connection_id& connection);
/// The same, and the person must have called, answered or come in; a side of a queue's call has by
/// being matched.
refusal unless_party(const state& of, const call_id& call, const user_id& user);

refusal unless_short(std::size_t size_bytes, std::size_t max_bytes, std::string_view what);

} // namespace switchboard::room
