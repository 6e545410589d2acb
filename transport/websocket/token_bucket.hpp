#pragma once

#include "transport/net/deadlines.hpp"

#include <algorithm>
#include <chrono>

namespace switchboard::websocket {

/// Allows a rate on the whole and bursts in between.
class token_bucket {
public:
  token_bucket(double tokens_per_s, double burst)
      : tokens_per_s_{tokens_per_s}, burst_{burst}, tokens_{burst} {}

  /// Takes so many tokens; false, and none are taken, if there are fewer. What costs more than a
  /// full bucket takes a full one: it would never come to pass otherwise.
  bool take(net::time_point now, double cost = 1) {
    const std::chrono::duration<double> elapsed = now - filled_at_;
    filled_at_ = now;
    tokens_ = std::min(burst_, tokens_ + elapsed.count() * tokens_per_s_);
    cost = std::min(cost, burst_);
    if (tokens_ < cost) return false;
    tokens_ -= cost;
    return true;
  }

  /// Whether the token taken last was the first out of a full bucket.
  bool was_full() const { return tokens_ + 1 >= burst_; }

private:
  double tokens_per_s_;
  double burst_;
  double tokens_;
  net::time_point filled_at_{};
};

} // namespace switchboard::websocket
