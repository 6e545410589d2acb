#include "transport/api/auth_bodies.hpp"

namespace switchboard::api {

schema::document of(std::type_identity<typed_name>) {
  return {{"type", schema::document::array({"string", "integer"})}};
}

} // namespace switchboard::api
