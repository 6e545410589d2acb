#pragma once

#include "bench/load/dialect.hpp"
#include "bench/load/histogram.hpp"

#include <cstdint>
#include <vector>

namespace switchboard::load {

/// How people talk: in so many rooms of so many people, texts of so many bytes.
struct traffic_plan {
  std::size_t rooms = 1;
  std::size_t people = 2;
  std::size_t bytes = 256;
  /// Closed loop: so many messages of a room are under way at any time.
  std::size_t window = 1;
  /// Open loop, if not 0: so many messages a second are sent in all, each at its time, however long
  /// those before it take.
  double messages_per_s = 0;

  bool is_open_loop() const { return messages_per_s > 0; }
};

/// What came of it since it was last forgotten.
struct traffic_figures {
  std::uint64_t sent = 0;
  std::uint64_t delivered = 0;
  /// Those that reached everybody and were acknowledged, where that is done.
  std::uint64_t finished = 0;
  histogram delivery;
  histogram acknowledgement;
  /// By how much messages were sent later than they were meant to be.
  histogram lateness;
};

/// Everybody in turn says something, and what the others hear of it is counted: a message that
/// comes twice ends the run.
class traffic {
public:
  traffic(event_loop& loop, const dialect& how, seats& all, const traffic_plan& plan);
  ~traffic();

  void begin();
  /// Nothing more is sent; returns when all has come that was.
  void finish();
  void forget_figures() { figures_ = {}; }
  const traffic_figures& figures() const { return figures_; }

private:
  struct under_way {
    std::uint32_t number = 0;
    std::int64_t meant_at_ns = 0;
    std::size_t missing = 0;
  };

  std::int64_t send_due(std::int64_t now_ns);
  void send(std::size_t room, std::int64_t meant_at_ns);
  void hear(seat& hearing, std::string_view text);
  void note_part(std::size_t room, std::uint32_t number, histogram& into, std::int64_t now_ns);

  event_loop& loop_;
  const dialect& how_;
  seats& all_;
  const traffic_plan plan_;
  /// Deliveries of each message, and its acknowledgement.
  const std::size_t parts_of_message_;
  traffic_figures figures_;
  std::vector<under_way> ring_;
  std::vector<std::size_t> next_speaker_;
  std::uint32_t next_number_ = 0;
  std::size_t unfinished_ = 0;
  std::int64_t next_due_ns_ = 0;
  bool is_sending_ = false;
};

} // namespace switchboard::load
