#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace switchboard::simulation {

/// What a run did, step by step. Its hash tells two runs apart; the text of the last steps is kept
/// only when somebody wants to read it, because a failing seed can be run again.
class trace {
public:
  explicit trace(std::size_t lines_kept) : lines_kept_{lines_kept} {}

  bool is_read() const { return lines_kept_ > 0; }

  void mix(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x100000001b3ULL; }
  void mix(std::string_view text) {
    for (const char c : text)
      mix(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
  }

  /// Only to be called when somebody reads it.
  void tell(std::string line) {
    if (lines_.size() == lines_kept_) lines_.pop_front();
    lines_.push_back(std::move(line));
  }

  std::uint64_t hash() const { return hash_; }
  std::string text() const {
    std::string all;
    for (const auto& line : lines_)
      all += line + '\n';
    return all;
  }

private:
  std::size_t lines_kept_;
  std::uint64_t hash_ = 0xcbf29ce484222325ULL;
  std::deque<std::string> lines_;
};

} // namespace switchboard::simulation
