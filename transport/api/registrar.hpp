#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/problem.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace switchboard::api {

/// Makes accounts, which are in two places: name, address and password in the credential store, and
/// `user.registered` in the log. The store reserves, the log decides, the store confirms; whatever
/// stops this on the way, the log says later how it must end.
class registrar {
public:
  using enrolled = std::variant<reservation, http::problem>;
  using on_enrolled = std::function<void(enrolled)>;

  explicit registrar(const ports& by) : by_{by} {}

  /// Up to the log's word; what is given back is still to be confirmed. `key` is how the client
  /// calls its request, if it does.
  void enroll(registration wanted, std::string full_name, std::string key, on_enrolled done) const;

  /// Whether the account of this name was made by a request of this key, and so by this one. An
  /// account that was still waiting for its confirmation is confirmed then. The password is not
  /// looked at: nothing of it is in the log.
  key_standing standing_of(const user_id& user, const std::optional<std::string>& email,
                           const std::string& full_name, const std::string& key) const;

  /// Settles what was reserved before this moment and is neither confirmed nor released; `done` is
  /// called when nothing of it is left that can be settled now.
  void settle_leftovers(timestamp reserved_before, std::function<void()> done) const;

private:
  void settle(const reservation& left_over, std::shared_ptr<const void> until_done) const;

  const ports& by_;
};

} // namespace switchboard::api
