#include "tools/audit/call_audit.hpp"

#include "actors/room/state.hpp"
#include "tools/audit/broken.hpp"

#include <algorithm>

namespace switchboard::audit {

namespace {

/// A server that is down, or only just up again, ends nothing in time.
constexpr std::int64_t slack_ms = 5 * 60'000;
/// More than the rules let anybody edit, because they also forget whom a room has lost.
constexpr std::ptrdiff_t messages_kept = 5 * room::recent_messages_kept;

} // namespace

/// Reads one event of a room; the rules are told by what each `require` says.
struct call_audit::reader {
  conversation& in;
  const envelope& entry;

  void require(bool is_so, const char* rule) const {
    if (!is_so)
      throw broken{to_string(entry.stream) + " #" + std::to_string(entry.seq) + ": " + rule};
  }

  call& live(const call_id& id) const {
    require(in.live && in.live->id == id, "an event of a call is of the live one");
    return *in.live;
  }

  template <class Event>
  void end_invitation(const Event& happened) const {
    require(live(happened.call_id).ringing.erase(happened.user_id) == 1,
            "an invitation ends once, and only if there was one");
  }

  template <class Event>
  bool& suspicion_of(const Event& happened) const {
    auto& devices = live(happened.call_id).is_suspected;
    const auto found = devices.find({happened.user_id, happened.connection_id});
    require(found != devices.end(), "news of a device are of one that is in the call");
    return found->second;
  }

  /// The rules know the last few only, so that no more need be kept here; twice as many, so that
  /// there is not something to forget each time.
  void keep_message() const {
    in.messages.push_back(entry.seq);
    if (std::ssize(in.messages) > 2 * messages_kept)
      in.messages.erase(in.messages.begin(), in.messages.begin() + messages_kept);
  }
  std::vector<std::uint64_t>::iterator find_message(const message_id& id) const {
    const auto seq = seq_of(id.value);
    const auto found = std::ranges::lower_bound(in.messages, seq);
    return found != in.messages.end() && *found == seq ? found : in.messages.end();
  }

  void begin_call(const call_id& id) const {
    require(!in.live, "a room has one call at a time");
    require(id == call_in({entry.stream.key}, entry.seq), "a call is named by its first event");
    in.live = call{id, {}, {}, {}, {}, in.sides, {}};
  }

  // --- The room ----------------------------------------------------------------------------------

  void operator()(const room::created& happened) const {
    require(in.members.empty(), "a room is created once");
    in.members = {happened.members.begin(), happened.members.end()};
    require(in.members.size() == happened.members.size(), "a member is named once");
    for (const auto& each : happened.sides)
      in.sides.insert(each.user_id);
  }
  void operator()(const room::member_added& happened) const {
    require(in.members.insert(happened.user_id).second, "a member is added once");
  }
  void operator()(const room::member_removed& happened) const {
    require(in.members.erase(happened.user_id) == 1, "only a member is removed");
    if (!in.live) return;
    require(!in.live->ringing.contains(happened.user_id), "nothing rings for who was removed");
    for (const auto& [each, is_suspected] : in.live->is_suspected)
      require(each.first != happened.user_id, "who was removed is in no call of the room");
  }
  void operator()(const room::message_posted& happened) const {
    require(happened.message_id == message_in({entry.stream.key}, entry.seq),
            "a message is named by its event");
    require(in.members.contains(happened.sender_id), "only members write");
    require(in.barred_by.empty(), "nobody reaches whom they blocked, or who blocked them");
    if (happened.message_type == message_type::text) keep_message();
    in.last_message = happened.message_id;
  }
  void operator()(const room::message_edited& happened) const {
    require(find_message(happened.message_id) != in.messages.end(),
            "only what was written is edited");
  }
  void operator()(const room::message_deleted& happened) const {
    const auto found = find_message(happened.message_id);
    require(found != in.messages.end(), "a message is deleted once");
    in.messages.erase(found);
  }
  void operator()(const room::settings_changed&) const {}
  void operator()(const room::contact_barred& happened) const {
    require(in.barred_by.insert(happened.barred_by).second, "a block is made once");
  }
  void operator()(const room::contact_unbarred& happened) const {
    require(in.barred_by.erase(happened.unbarred_by) == 1, "only a block is taken back");
  }

  // --- Invitations -------------------------------------------------------------------------------

  void operator()(const room::call_invited& happened) const {
    begin_call(happened.call_id);
    require(in.members.contains(happened.caller_id), "only members call");
    require(in.last_message == happened.message_id, "a call stands in the chat, right before it");
    require(happened.expires_at > entry.time, "a call rings for a while");
    auto& begun = *in.live;
    begun.caller = happened.caller_id;
    begun.expires_at = happened.expires_at;
    begun.ringing = {happened.targets.begin(), happened.targets.end()};
    // Of a group only those who take part are named at the end.
    if (pair_of({entry.stream.key})) begun.concerned = begun.ringing;
    begun.concerned.insert(happened.caller_id);
    require(!begun.ringing.contains(happened.caller_id), "nobody calls themselves");
    require(!begun.ringing.empty(), "a call rings for somebody");
  }
  void operator()(const room::call_opened& happened) const { begin_call(happened.call_id); }
  void operator()(const room::call_ringing& happened) const {
    require(live(happened.call_id).ringing.contains(happened.user_id),
            "it rings only for who is invited");
  }
  void operator()(const room::call_accepted& happened) const {
    end_invitation(happened);
    require(in.live->answered.insert(happened.user_id).second, "nobody accepts twice");
    in.live->concerned.insert(happened.user_id);
    require(entry.time < *in.live->expires_at, "nobody accepts after the ring time");
  }
  void operator()(const room::call_rejected& happened) const { end_invitation(happened); }
  void operator()(const room::call_cancelled& happened) const { end_invitation(happened); }
  void operator()(const room::call_busy& happened) const { end_invitation(happened); }
  void operator()(const room::ringing_ended& happened) const {
    auto& ringing = live(happened.call_id).ringing;
    for (const auto& each : happened.user_ids)
      require(ringing.erase(each) == 1, "an invitation ends once, and only if there was one");
    require(happened.outcome != invitation_outcome::missed || entry.time >= *in.live->expires_at,
            "no call is missed before its ring time is over");
  }
  void operator()(const room::call_missed& happened) const {
    end_invitation(happened);
    require(entry.time >= *in.live->expires_at, "no call is missed before its ring time is over");
  }

  // --- Devices -----------------------------------------------------------------------------------

  void operator()(const room::participant_joined& happened) const {
    auto& joined = live(happened.call_id);
    require(in.members.contains(happened.user_id), "only members come in");
    require(!joined.ringing.contains(happened.user_id), "who comes in has accepted");
    require(
        joined.is_suspected.emplace(device{happened.user_id, happened.connection_id}, false).second,
        "a device is in once");
    joined.concerned.insert(happened.user_id);
  }
  void operator()(const room::participant_left& happened) const {
    require(live(happened.call_id).is_suspected.erase({happened.user_id, happened.connection_id})
                == 1,
            "only who is in leaves");
  }
  void operator()(const room::participant_suspected& happened) const {
    auto& is_suspected = suspicion_of(happened);
    require(!std::exchange(is_suspected, true), "a device is suspected once at a time");
  }
  void operator()(const room::participant_resumed& happened) const {
    auto& is_suspected = suspicion_of(happened);
    require(std::exchange(is_suspected, false), "only who was suspected comes back");
  }
  void operator()(const room::media_changed& happened) const { suspicion_of(happened); }
  void operator()(const room::recording_noted& happened) const { suspicion_of(happened); }
  void operator()(const room::quality_reported& happened) const { suspicion_of(happened); }
  void operator()(const room::transcript_added& happened) const { live(happened.call_id); }
  void operator()(const room::security_reported& happened) const { live(happened.call_id); }

  void operator()(const room::call_ended& happened) const {
    const auto& ended = live(happened.call_id);
    require(ended.ringing.empty(), "a call that is over rings for nobody");
    require(std::ranges::includes(happened.concerned, ended.concerned),
            "everybody concerned is told that a call is over");
    in.live.reset();
  }
};

void call_audit::see(const envelope& entry) {
  const auto* body = std::get_if<room::event>(&entry.body);
  if (body) std::visit(reader{rooms_[{entry.stream.key}], entry}, *body);
}

std::set<call_audit::device> call_audit::roster_of(const room_id& room) const {
  std::set<device> roster;
  const auto found = rooms_.find(room);
  if (found == rooms_.end() || !found->second.live) return roster;
  for (const auto& [each, is_suspected] : found->second.live->is_suspected)
    roster.insert(each);
  return roster;
}

std::vector<std::string> call_audit::overdue(timestamp now) const {
  std::vector<std::string> all;
  for (const auto& [id, each] : rooms_)
    if (each.live && !each.live->ringing.empty() && each.live->expires_at
        && *each.live->expires_at + slack_ms < now)
      all.push_back(each.live->id.value + " rings although its time was over at "
                    + to_string(*each.live->expires_at));
  return all;
}

void call_audit::check_all_over() const {
  for (const auto& [id, each] : rooms_)
    if (each.live) throw broken{each.live->id.value + " does not end though everybody has gone"};
}

} // namespace switchboard::audit
