#pragma once

#include "bench/load/histogram.hpp"
#include "bench/load/seat.hpp"
#include "bench/load/token_mint.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace switchboard::load {

/// People of switchboard with a device each, whose sockets open, break and come back together.
class crowd {
public:
  crowd(event_loop& loop, const token_mint& tokens, std::size_t people);

  /// Has everybody connected, so many at a time, and tells how long each took: from asking for the
  /// connection to the first frame on it. Whoever was connected before comes back to that.
  histogram connect(std::uint16_t port, std::size_t at_once);
  /// Everybody closes their socket, and waits until the server has too.
  void leave();
  /// Everybody's socket breaks.
  void drop();

  seats& people() { return all_; }
  /// Who came back to the connection they had, the last time.
  std::size_t resumed() const { return resumed_; }
  /// Whom to tell of every frame but the first one.
  std::function<void(seat&, std::string_view)> heard;

private:
  /// What somebody must remember in order to come back.
  struct memory {
    std::string token;
    std::string connection;
    std::unordered_map<std::string, std::uint64_t> seen;
    std::int64_t asked_at_ns = 0;
  };

  void open(seat& coming, std::uint16_t port);
  void hear(seat& hearing, std::string_view text);
  static std::string resume_point(const memory& of);

  event_loop& loop_;
  seats all_;
  std::vector<memory> memories_;
  histogram took_;
  std::size_t live_ = 0;
  std::size_t resumed_ = 0;
};

} // namespace switchboard::load
