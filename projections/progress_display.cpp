#include "projections/progress_display.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

namespace switchboard::projections {

namespace {

constexpr std::chrono::seconds until_the_bar{1};
constexpr std::chrono::seconds between_lines{3};
constexpr std::uint64_t bar_width = 40;

std::uint64_t percent_of(const progress& so_far) {
  return so_far.position * 100 / std::max<std::uint64_t>(so_far.head, 1);
}

} // namespace

progress_display::progress_display(form drawn_as, write_text write)
    : form_{drawn_as}, write_{std::move(write)} {}

void progress_display::show(const progress& so_far, moment now) {
  if (!last_told_) last_told_ = now;
  if (form_ == form::bar) {
    if (drawn_percent_ || now - *last_told_ >= until_the_bar) draw_bar(so_far);
    return;
  }
  if (now - *last_told_ < between_lines) return;
  last_told_ = now;
  write_("the read models are made from the log: " + std::to_string(percent_of(so_far)) + " % ("
         + std::to_string(so_far.position) + " of " + std::to_string(so_far.head) + " events)");
}

void progress_display::draw_bar(const progress& so_far) {
  const auto percent = percent_of(so_far);
  if (drawn_percent_ == percent) return;
  drawn_percent_ = percent;
  const auto filled = static_cast<std::size_t>(percent * bar_width / 100);
  write_("\rread models [" + std::string(filled, '#') + std::string(bar_width - filled, ' ') + "] "
         + std::to_string(percent) + " %" + (percent == 100 ? "\n" : ""));
}

std::function<void(const progress&)> shown_progress(report_line lines) {
  const bool is_terminal = ::isatty(STDERR_FILENO) != 0;
  const auto draw = [](const std::string& piece) { std::fputs(piece.c_str(), stderr); };
  const auto display =
      is_terminal
          ? std::make_shared<progress_display>(progress_display::form::bar, draw)
          : std::make_shared<progress_display>(progress_display::form::lines, std::move(lines));
  return [display](const progress& so_far) {
    display->show(so_far, std::chrono::steady_clock::now());
  };
}

} // namespace switchboard::projections
