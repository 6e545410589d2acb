#include "transport/api/auth_bodies.hpp"

namespace switchboard::api {

void read(const json::value& from, typed_name& to, const json::place& at,
          json::unknown_fields mode) {
  if (from.is_number_integer())
    to.text = from.dump();
  else
    json::read(from, to.text, at, mode);
}

schema::document of(std::type_identity<typed_name>) {
  return {{"type", schema::document::array({"string", "integer"})}};
}

} // namespace switchboard::api
