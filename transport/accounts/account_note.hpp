#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>

namespace switchboard {

BOOST_DEFINE_FIXED_ENUM_CLASS(note_kind, std::uint8_t, email_verified, second_factor_added,
                              second_factor_removed, passkey_added, passkey_removed, password_reset)

/// Something that changed in the credential store and belongs into the log. It is written with the
/// change, in one transaction, and forgotten once the log has it: so a crash between the two loses
/// nothing, and the id makes telling it again change nothing.
struct account_note {
  std::string id;
  user_id user;
  /// Who did it.
  std::string actor;
  note_kind kind{};
  /// The address, the passkey's id or the way that a link came, by the kind.
  std::string subject;
  /// What a passkey is called.
  std::string name;
  timestamp noted_at;

  friend bool operator==(const account_note&, const account_note&) = default;
};

} // namespace switchboard
