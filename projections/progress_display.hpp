#pragma once

#include "projections/options.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace switchboard::projections {

/// Tells people how far a catching-up is: on a terminal with a bar that is drawn again and again,
/// elsewhere with a line every few seconds. What is done soon is not worth telling.
class progress_display {
public:
  enum class form : std::uint8_t { bar, lines };
  using moment = std::chrono::steady_clock::time_point;
  using write_text = std::function<void(const std::string&)>;

  /// A bar is written in pieces, and its last piece ends the line; a line is written whole.
  progress_display(form drawn_as, write_text write);

  void show(const progress& so_far, moment now);

private:
  void draw_bar(const progress& so_far);

  const form form_;
  const write_text write_;
  std::optional<moment> last_told_;
  std::optional<std::uint64_t> drawn_percent_;
};

/// What to give as `options::on_progress`: a bar on standard error if that is a terminal, else
/// `lines`.
std::function<void(const progress&)> shown_progress(report_line lines);

} // namespace switchboard::projections
