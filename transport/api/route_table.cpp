#include "transport/api/route_table.hpp"

#include <algorithm>

namespace switchboard::api {

std::optional<http::problem> route_table::fault_of_key(const http::request& asked) {
  const auto key = asked.header("idempotency-key");
  const bool is_printable = std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7f; });
  if (is_printable && key.size() <= max_key_bytes) return std::nullopt;
  return http::problem{400, "bad_idempotency_key",
                       "An Idempotency-Key has 1 to " + std::to_string(max_key_bytes)
                           + " printable ASCII characters without spaces."};
}

void route_table::add(http::route row, call_doc doc) {
  row.tag = tag_;
  row.summary = std::move(doc.summary);
  row.answers = std::move(doc.answers);
  row.query = std::move(doc.query);
  into_.add(std::move(row));
}

} // namespace switchboard::api
