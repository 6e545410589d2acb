#include "transport/api/ice_servers.hpp"

#include <utility>

namespace switchboard::api {

ice_servers_view ice_servers_for(const ice_options& known, std::string_view user, timestamp now) {
  ice_servers_view told{{}, known.credential_lifetime_ms / 1000};
  if (!known.stun_urls.empty()) told.ice_servers.push_back({known.stun_urls, {}, {}});
  if (known.turn_urls.empty()) return told;
  auto credential =
      make_turn_credential(known.turn_secret, user, now + known.credential_lifetime_ms);
  told.ice_servers.push_back(
      {known.turn_urls, std::move(credential.username), std::move(credential.password)});
  return told;
}

} // namespace switchboard::api
