#pragma once

#include "events/time.hpp"
#include "transport/accounts/token_service.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace switchboard {

/// What a token says, once its signature is known to be good.
class claims {
public:
  explicit claims(std::string_view json);

  /// For whom and by whom a token must be made. An empty type is any.
  struct expected {
    std::string_view issuer;
    std::string_view audience;
    std::string_view type;
  };

  std::optional<token_fault> fault_for(const expected& wanted, timestamp now) const;
  /// The part of it that is about time.
  std::optional<token_fault> fault_of_times(timestamp now) const;

  /// The holder of one of our own tokens, which names a session and a role.
  token_verdict own_identity() const;

  /// The holder of an outside issuer's token. Such a token makes nobody an admin.
  token_verdict outside_identity() const;

  const nlohmann::json& all() const { return all_; }

private:
  std::string text(const char* name) const;
  std::optional<timestamp> time(const char* name) const;
  bool is_for(std::string_view audience) const;
  std::optional<user_id> subject() const;

  nlohmann::json all_;
};

} // namespace switchboard
