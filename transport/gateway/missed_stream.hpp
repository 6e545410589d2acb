#pragma once

#include "events/log/event_log.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace switchboard {

/// What a client missed of one stream, read piece by piece. Keeps a few events that come next, and
/// of a long stream no more than that.
class missed_stream {
public:
  /// The events after `seen_seq`, up to and with `last_seq`.
  missed_stream(stream_id stream, std::uint64_t seen_seq, std::uint64_t last_seq);

  const stream_id& stream() const { return stream_; }
  std::uint64_t size() const { return last_seq_ - seen_seq_; }
  bool is_at_end() const { return seen_seq_ == last_seq_; }

  /// Where the next event stands; there must be one. Up to `ahead` more are read with it.
  std::uint64_t next_position(const event_log& log, std::size_t ahead);
  recorded take(const event_log& log);
  /// Forgets what was read ahead: it is read again.
  void let_go() { ahead_.clear(); }

  /// In a group: whether all has been looked through for when this person came and went.
  bool is_searched() const { return searched_seq_ == last_seq_; }
  /// Looks through a few more events. What happened while they were no member is not for them.
  void search(const event_log& log, const user_id& member);
  /// Passes over what is not for them.
  void skip();

private:
  void note_move(const envelope& happened, const user_id& member);
  void exclude(std::uint64_t first_seq, std::uint64_t last_seq);
  void read(const event_log& log, std::size_t count);

  stream_id stream_;
  std::uint64_t seen_seq_;
  std::uint64_t last_seq_;
  /// 0 while it is not known.
  std::uint64_t next_position_ = 0;
  /// The next first.
  std::vector<recorded> ahead_;

  std::uint64_t searched_seq_;
  /// From where on they are a member, as far as it is known; nothing where they are none.
  std::optional<std::uint64_t> theirs_from_;
  std::uint64_t removed_seq_ = 0;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> excluded_;
};

} // namespace switchboard
