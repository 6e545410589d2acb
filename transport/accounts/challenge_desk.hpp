#pragma once

#include "events/time.hpp"
#include "transport/accounts/secret.hpp"

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace switchboard {

enum class challenge_purpose : std::uint8_t {
  /// A password was right, and a code is still to come.
  second_step = 1,
  passkey_sign_in = 2,
  passkey_making = 3
};

/// Makes the challenges that somebody answers a moment later, and knows them again. A challenge
/// carries what it is for under a key that only this process has: so asking for any number of them
/// costs no memory, and a restart makes those that are out worthless. What is kept is which were
/// answered, because each is good once. Any thread may call.
class challenge_desk {
public:
  challenge_desk();

  /// `subject` is given back to whoever shows the challenge; it is not hidden from them.
  std::string issue(challenge_purpose purpose, std::string_view subject, timestamp now) const;

  /// What the challenge is about, if it is ours, for this, and its time is not up.
  std::optional<std::string> subject_of(std::string_view challenge, challenge_purpose purpose,
                                        timestamp now) const;

  /// True for the first who answered it.
  bool spend(std::string_view challenge, timestamp now);

  static constexpr std::int64_t lifetime_ms = 300'000;

private:
  const secret key_;
  std::mutex mutex_;
  std::set<digest> spent_;
  /// All live equally long, so what was spent first is forgotten first.
  std::deque<std::pair<timestamp, digest>> in_order_;
};

} // namespace switchboard
