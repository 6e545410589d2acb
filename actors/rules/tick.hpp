#pragma once

#include <string>

namespace switchboard {

/// Time has passed: do what is due. Every kind of entity takes it, and none is told anything else
/// about time; when it comes next is what `deadline` says.
struct tick {};

/// A server of this name runs for the `incarnation`-th time: sockets of its earlier runs are gone.
/// Sent to whoever still counts on one, so that nobody stays online as a ghost.
struct node_restarted {
  std::string node;
  std::string incarnation;
};

} // namespace switchboard
