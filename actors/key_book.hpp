#pragma once

#include "actors/clock.hpp"
#include "actors/fingerprint.hpp"
#include "actors/key_index.hpp"
#include "actors/request.hpp"
#include "events/log/event_log.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace switchboard {

/// What the id that a client chose for a command says of it.
enum class key_standing : std::uint8_t {
  /// Nothing has come of a command of this id within a day.
  fresh,
  /// This very command is being done, or was: it gets the same answer.
  repeated,
  /// The id was for something else.
  mismatched,
  /// The log cannot be read.
  unknown,
};

/// Holds clients to one command an id, whoever or whatever it is for. That a command was done, and
/// what it asked for, is in the log; this knows where, and which ids are in use at this moment.
/// What is refused has changed nothing, so its id is free again. Called from any thread.
class key_book {
public:
  /// `folder` is where the index is kept; empty for memory.
  key_book(const event_log& log, const clock& time, std::filesystem::path folder);

  /// Looks up what happened since the index was written down. To be called before anything else.
  void recover();
  /// Everything up to this position has been noted.
  void keep(std::uint64_t position) { index_.cover(position, time_.now()); }
  /// The same, and returns when it is on the disk.
  void close(std::uint64_t position);

  /// How things stand, without doing anything about it.
  key_standing standing_of(const request& asked) const;

  /// Keeps the id for this command until its outcome is told to `release`; or says why not.
  std::optional<rejection> claim(const request& asked);
  void release(const std::string& name, const outcome& told);

  /// Takes note of an event that the log has accepted.
  void note(const envelope& happened, std::uint64_t position);

  /// A command's id together with whose it is. A side of a queue that nobody has signed in for is
  /// known by its id, without the queue: it follows from where its request came from.
  static std::string name_of(const request& asked);

private:
  struct claim_state {
    std::uint64_t fingerprint = 0;
    std::size_t holders = 0;
    timestamp since;
    /// It was not known what became of it: it may be done yet.
    bool is_doubtful = false;
  };

  struct shelf {
    mutable std::mutex mutex;
    std::unordered_map<std::string, claim_state> claims;
    std::deque<std::string> doubtful;
  };

  /// What the log has at this position: fresh if that is no command of this name, or an old one.
  key_standing standing_at(std::uint64_t position, const std::string& name,
                           std::uint64_t fingerprint) const;
  claim_state* claimed(shelf& in, const std::string& name) const;
  void forget_oldest_doubt(shelf& in);
  std::uint64_t day_ago() const;
  shelf& shelf_of(const std::string& name) const;

  const event_log& log_;
  const clock& time_;
  key_index index_;
  /// Up to here all was noted at the start.
  std::uint64_t recovered_ = 0;
  mutable std::array<shelf, 16> shelves_;
};

} // namespace switchboard
