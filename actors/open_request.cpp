#include "actors/open_request.hpp"

namespace switchboard {

open_request::~open_request() {
  if (!is_answered_)
    give(rejection{reject_code::unavailable,
                   "the server failed at this: try again, with the same id"});
}

} // namespace switchboard
