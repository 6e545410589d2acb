#include "tools/bundle.hpp"

#include "tools/bundle/redactor.hpp"
#include "tools/bundle/slice.hpp"

namespace switchboard::tools {

std::vector<envelope> bundle(const event_log& log, const call_id& call) {
  const auto story = tell_call(log, call);
  const auto slice = slice_of(log, story);
  return redactor{slice}.redacted();
}

} // namespace switchboard::tools
