#include "transport/accounts/known_addresses.hpp"

namespace switchboard {

namespace {

constexpr std::int64_t kept_of_each = 16;

constexpr const char* known_addresses_table = R"(
  CREATE TABLE IF NOT EXISTS known_addresses (
    user_id  TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    address  TEXT NOT NULL,
    noted_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, address)
  ) STRICT, WITHOUT ROWID;
)";

} // namespace

known_addresses::known_addresses(database& in) : in_{in} {
  const auto lock = in_.lock();
  in_.run(known_addresses_table);
}

std::vector<known_addresses::row> known_addresses::newest(std::size_t most) const {
  const auto lock = in_.lock();
  statement query{in_, "SELECT user_id, address FROM known_addresses"
                       " ORDER BY noted_at DESC LIMIT ?"};
  query.bind(static_cast<std::int64_t>(most));
  std::vector<row> all;
  while (query.step())
    all.push_back({{query.text(0)}, query.text(1)});
  return all;
}

void known_addresses::note(const row& known, timestamp now) {
  const auto lock = in_.lock();
  transaction all{in_};
  statement insert{in_, "INSERT INTO known_addresses (user_id, address, noted_at) VALUES (?, ?, ?)"
                        " ON CONFLICT DO UPDATE SET noted_at = excluded.noted_at"};
  insert.bind(known.user.value).bind(known.address).bind(now.ms).step();
  statement forget{in_, "DELETE FROM known_addresses WHERE user_id = ?1 AND address NOT IN"
                        " (SELECT address FROM known_addresses WHERE user_id = ?1"
                        " ORDER BY noted_at DESC LIMIT ?2)"};
  forget.bind(known.user.value).bind(kept_of_each).step();
  all.commit();
}

} // namespace switchboard
