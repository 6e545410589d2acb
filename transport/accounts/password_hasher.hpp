#pragma once

#include "transport/accounts/secret.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard {

/// What one hash costs, in memory and time.
struct password_cost {
  std::size_t memory_kib = 19 * 1024;
  std::uint64_t passes = 2;
};

enum class password_verdict : std::uint8_t {
  right,
  wrong,
  /// There was not enough memory to find out.
  undecided
};

/// Argon2id. One hash takes tens of milliseconds by design, so call it in a `worker_pool`; any
/// number of threads may.
class password_hasher {
public:
  explicit password_hasher(password_cost cost);

  /// The hash with its parameters and salt as one printable text; nothing without memory for it.
  std::optional<std::string> hash(std::string_view password) const;

  /// Without a stored hash, because there is no such account, the answer is `wrong` and takes as
  /// long, so that nobody learns from the time which names exist.
  password_verdict verify(std::string_view password,
                          const std::optional<std::string>& stored) const;

  /// Whether a hash was made at another cost than is set now.
  bool is_outdated(const std::string& stored) const;

private:
  std::size_t memory_bytes() const { return cost_.memory_kib * 1024; }

  password_cost cost_;
  /// Of a password that nobody has.
  std::string decoy_;
};

} // namespace switchboard
