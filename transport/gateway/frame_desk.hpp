#pragma once

#include "transport/gateway/frame_reader.hpp"
#include "transport/gateway/gateway_core.hpp"
#include "transport/gateway/signal_skimmer.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard {

/// Does what the frames of one socket ask for: each becomes a command to an entity, whose answer
/// becomes `ack`, `error` or what else the frame is answered with. It is handed from step to step
/// by value, across threads.
class frame_desk {
public:
  frame_desk(std::shared_ptr<gateway_core> core, std::shared_ptr<subscriber> me,
             std::optional<std::string> bound_to, role granted);

  void take(std::string_view text) const;

private:
  friend class frame_errand;

  /// Whether it went to others in the call. Nobody was told anything otherwise.
  bool hand_on(const skimmed_signal& found) const;

  std::shared_ptr<gateway_core> core_;
  std::shared_ptr<subscriber> me_;
  std::optional<std::string> bound_to_;
  role granted_;
};

} // namespace switchboard
