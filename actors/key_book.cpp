#include "actors/key_book.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <variant>

namespace switchboard {

namespace {

constexpr std::size_t keys_read_at_once = 4'096;
/// How many ids of a shelf may be kept whose commands the log did not answer for.
constexpr std::size_t most_doubtful = 512;

const std::optional<user_id>* account_in(const command& body) {
  const auto* const to_queue = std::get_if<queue::command>(&body);
  if (!to_queue) return nullptr;
  if (const auto* start = std::get_if<queue::start_customer>(to_queue)) return &start->user_id;
  if (const auto* start = std::get_if<queue::start_agent>(to_queue)) return &start->user_id;
  return nullptr;
}

const std::optional<user_id>* account_in(const event& body) {
  const auto* const in_queue = std::get_if<queue::event>(&body);
  if (!in_queue) return nullptr;
  if (const auto* begun = std::get_if<queue::customer_waiting>(in_queue)) return &begun->user_id;
  if (const auto* begun = std::get_if<queue::agent_ready>(in_queue)) return &begun->user_id;
  return nullptr;
}

std::string name_for(const std::string& actor, const std::optional<user_id>* account,
                     const std::string& command_id) {
  constexpr std::string_view user = "user/";
  std::string name = actor;
  if (account && *account)
    name = std::string{user} + (*account)->value;
  else if (name.starts_with(user) && queue_of(std::string_view{name}.substr(user.size())))
    name.resize(std::min(name.find('.'), name.size()));
  name += '\0';
  name += command_id;
  return name;
}

rejection log_is_unreadable() {
  return {reject_code::unavailable, "the log cannot be read: try again, with the same id"};
}

} // namespace

key_book::key_book(const event_log& log, const clock& time, std::filesystem::path folder)
    : log_{log}, time_{time}, index_{std::move(folder), time.now()} {}

std::string key_book::name_of(const request& asked) {
  return name_for(asked.actor, account_in(asked.body), asked.command_id);
}

key_book::shelf& key_book::shelf_of(const std::string& name) const {
  return shelves_[std::hash<std::string>{}(name) % shelves_.size()];
}

// --- What the log has ----------------------------------------------------------------------------

/// The position before the first event of the last day. Events of different streams may be a little
/// out of order, which is less than a command takes to be retried in.
std::uint64_t key_book::day_ago() const {
  const timestamp limit{time_.now().ms - key_index::kept_ms};
  std::uint64_t before = 0;
  for (auto behind = log_.head() + 1; behind - before > 1;) {
    const auto middle = before + (behind - before) / 2;
    const auto found = log_.read_all(middle, 1);
    (!found.empty() && found.front().entry.time < limit ? before : behind) = middle;
  }
  return before;
}

void key_book::recover() {
  const auto head = log_.head();
  // An index of more than there is belongs to another log.
  if (index_.covered() > head) index_.clear(time_.now());
  auto position = index_.covered();
  if (position == 0) position = day_ago();
  while (position < head) {
    const auto events = log_.read_all(position + 1, keys_read_at_once);
    if (events.empty()) break;
    for (const auto& each : events)
      note(each.entry, each.position);
    position = events.back().position;
  }
  recovered_ = position;
  keep(position);
}

void key_book::close(std::uint64_t position) {
  keep(position);
  index_.settle();
}

void key_book::note(const envelope& happened, std::uint64_t position) {
  const bool is_over = time_.now() - happened.time > key_index::kept_ms;
  if (happened.fingerprint == 0 || position <= recovered_ || is_over) return;
  index_.add(name_for(happened.actor, account_in(happened.body), happened.command_id), position,
             happened.time);
}

key_standing key_book::standing_at(std::uint64_t position, const std::string& name,
                                   std::uint64_t fingerprint) const {
  try {
    const auto found = log_.read_all(position, 1);
    if (found.empty()) return key_standing::fresh;
    const auto& entry = found.front().entry;
    if (name_for(entry.actor, account_in(entry.body), entry.command_id) != name
        || time_.now() - entry.time > key_index::kept_ms)
      return key_standing::fresh;
    return entry.fingerprint == fingerprint ? key_standing::repeated : key_standing::mismatched;
  } catch (const log_error&) {
    return key_standing::unknown;
  }
}

// --- What is in use ------------------------------------------------------------------------------

key_book::claim_state* key_book::claimed(shelf& in, const std::string& name) const {
  const auto found = in.claims.find(name);
  if (found == in.claims.end()) return nullptr;
  const bool is_over =
      found->second.holders == 0 && time_.now() - found->second.since > key_index::kept_ms;
  return is_over ? nullptr : &found->second;
}

key_standing key_book::standing_of(const request& asked) const {
  if (asked.fingerprint == 0) return key_standing::fresh;
  const auto name = name_of(asked);
  std::optional<std::uint64_t> position;
  {
    auto& in = shelf_of(name);
    const std::lock_guard lock{in.mutex};
    if (const auto* held = claimed(in, name))
      return held->fingerprint == asked.fingerprint ? key_standing::repeated
                                                    : key_standing::mismatched;
    position = index_.find(name);
  }
  return position ? standing_at(*position, name, asked.fingerprint) : key_standing::fresh;
}

std::optional<rejection> key_book::claim(const request& asked) {
  const auto name = name_of(asked);
  auto& in = shelf_of(name);
  for (std::optional<std::uint64_t> looked_at;;) {
    std::optional<std::uint64_t> position;
    {
      const std::lock_guard lock{in.mutex};
      if (auto* const held = claimed(in, name)) {
        if (held->fingerprint != asked.fingerprint) return used_otherwise();
        ++held->holders;
        return std::nullopt;
      }
      position = index_.find(name);
      if (!position || position == looked_at) {
        in.claims[name] = {asked.fingerprint, 1, time_.now(), false};
        return std::nullopt;
      }
    }
    // The log is read without the lock, and so somebody may come in between.
    const auto standing = standing_at(*position, name, asked.fingerprint);
    if (standing == key_standing::mismatched) return used_otherwise();
    if (standing == key_standing::unknown) return log_is_unreadable();
    looked_at = position;
  }
}

/// What the log does not answer for may be done yet: until that is known, its id is for nothing
/// else.
void key_book::release(const std::string& name, const outcome& told) {
  const auto* const refused = std::get_if<rejection>(&told);
  const bool is_doubtful = refused && refused->code == reject_code::unavailable;
  auto& in = shelf_of(name);
  const std::lock_guard lock{in.mutex};
  const auto found = in.claims.find(name);
  if (found == in.claims.end()) return;
  auto& mine = found->second;
  --mine.holders;
  if (is_doubtful && !mine.is_doubtful) in.doubtful.push_back(name);
  if (!is_doubtful && mine.is_doubtful) std::erase(in.doubtful, name);
  mine.is_doubtful = is_doubtful;
  if (mine.holders == 0 && !mine.is_doubtful) in.claims.erase(found);
  if (in.doubtful.size() > most_doubtful) forget_oldest_doubt(in);
}

void key_book::forget_oldest_doubt(shelf& in) {
  const auto found = in.claims.find(in.doubtful.front());
  if (found != in.claims.end() && found->second.holders == 0) in.claims.erase(found);
  in.doubtful.pop_front();
}

} // namespace switchboard
