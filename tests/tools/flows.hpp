#pragma once

#include "tests/tools/stage.hpp"

#include <memory>
#include <string>
#include <vector>

namespace switchboard::testing {

/// One course of events from beginning to end, and the call that it is about.
struct flow {
  std::string name;
  std::unique_ptr<stage> played;
  call_id call;
};

/// The five ways of calling each other that everything here is for: invited in the chat, joined in
/// either order, a video call with all its signals, a connection that is lost, and a queue.
std::vector<flow> five_flows();

} // namespace switchboard::testing
