#pragma once

#include "tests/rules/room/words.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace switchboard::room::testing {

/// Watches a room by its events alone and objects to whatever must never happen. It knows nothing
/// of how the rules work, only what people may rely on.
class referee {
public:
  using device_key = std::pair<user_id, connection_id>;
  using roster = std::set<device_key>;

  const std::vector<std::string>& objections() const { return objections_; }
  std::size_t calls_seen() const { return calls_seen_; }

  void saw(const envelope& entry) {
    seq_ = entry.seq;
    const auto record = encode(entry);
    unless(encode(decode(record)) == record, "an event is not what its record says");
    room_ = {entry.stream.key};
    std::visit([&](const auto& happened) { judge(happened); }, std::get<event>(entry.body));
  }

  /// The newcomer's device was answered with this room.
  void saw_answer(const user_id& user, const connection_id& connection, const state& answered) {
    auto& view = views_[{user, connection}];
    view.clear();
    for (const auto& each : answered.call()->participants)
      view.insert({each.user_id, each.connection_id});
  }

  /// After every step: the state says what the events said, and so does what each device learned.
  void compare(const state& now, const policy& limits) {
    unless(now.seq == seq_, "the state forgot an event");
    unless(now.calls.size() <= 1, "two live calls");
    unless((now.call() != nullptr) == in_call_, "the state disagrees about the call");
    if (!in_call_) return;
    roster listed;
    for (const auto& each : now.call()->participants)
      unless(listed.insert({each.user_id, each.connection_id}).second, "a device is in twice");
    unless(listed == present_, "the state disagrees about who is in");
    unless(listed.size() <= limits.max_participants, "too many devices in the call");
    for (const auto& each : now.call()->invitations)
      unless(each.outcome == invited_[each.user_id], "the state disagrees about an invitation");
    for (const auto& each : present_)
      unless(views_[each] == present_, "somebody in the call does not know who is there");
  }

private:
  void unless(bool holds, const char* objection) {
    if (!holds) objections_.push_back("#" + std::to_string(seq_) + ": " + objection);
  }

  void begin(const call_id& call) {
    unless(!in_call_, "a call began within a call");
    unless(call == call_in(room_, seq_), "a call's id is not that of its event");
    in_call_ = true;
    call_ = call;
    ++calls_seen_;
  }

  void close(const call_id& call, const user_id& user, invitation_outcome outcome) {
    unless(in_call_ && call == call_, "an invitation ended outside of its call");
    const auto found = invited_.find(user);
    unless(found != invited_.end() && !found->second, "an invitation did not end exactly once");
    invited_[user] = outcome;
  }

  void must_be_in(const call_id& call, const user_id& user, const connection_id& connection) {
    unless(in_call_ && call == call_ && present_.contains({user, connection}),
           "something happened to a device that is not in the call");
  }

  void judge(const created& happened) {
    unless(members_.empty(), "a room was created twice");
    members_.insert(happened.members.begin(), happened.members.end());
    unless(members_.size() == happened.members.size(), "a member is there twice");
  }
  void judge(const member_added& happened) {
    unless(members_.insert(happened.user_id).second, "a member was added twice");
  }
  void judge(const member_removed& happened) {
    unless(members_.erase(happened.user_id) == 1, "somebody was removed who was no member");
    for (const auto& each : present_)
      unless(each.first != happened.user_id, "a former member is in the call");
    const auto found = invited_.find(happened.user_id);
    unless(found == invited_.end() || found->second, "it rings for a former member");
  }
  void judge(const message_posted& happened) {
    unless(happened.message_id == message_in(room_, seq_), "a message's id is not its event's");
    unless(members_.contains(happened.sender_id), "somebody wrote who is no member");
    unless(barred_by_.empty(), "one of two people wrote though one has blocked the other");
    if (happened.message_type == message_type::text) senders_[seq_] = happened.sender_id;
  }
  void judge(const message_edited& happened) { must_be_theirs(happened.message_id); }
  void judge(const message_deleted& happened) {
    must_be_theirs(happened.message_id);
    senders_.erase(seq_of(happened.message_id.value));
  }
  void must_be_theirs(const message_id& message) {
    unless(senders_.contains(seq_of(message.value)), "what is no message was changed");
  }
  void judge(const contact_barred& happened) {
    unless(barred_by_.insert(happened.barred_by).second, "somebody blocked the other one twice");
  }
  void judge(const contact_unbarred& happened) {
    unless(barred_by_.erase(happened.unbarred_by) == 1, "what was no block was taken back");
  }
  void judge(const settings_changed& happened) {
    unless(happened.name || happened.history, "settings changed to nothing");
  }

  void judge(const call_invited& happened) {
    begin(happened.call_id);
    unless(senders_.contains(seq_) == false, "an invitation is a person's message");
    unless(happened.message_id == message_in(room_, seq_ - 1), "the message is not its call's");
    for (const auto& each : happened.targets)
      unless(members_.contains(each) && each != happened.caller_id
                 && invited_.emplace(each, std::nullopt).second,
             "somebody was invited wrongly");
    attendees_.insert(happened.caller_id);
    if (pair_of(room_)) attendees_.insert(happened.targets.begin(), happened.targets.end());
  }
  void judge(const call_opened& happened) {
    begin(happened.call_id);
    unless(happened.call_id.value.ends_with("~2"), "a queue's call has another id");
    attendees_ = members_;
  }
  void judge(const call_ringing& happened) {
    const auto found = invited_.find(happened.user_id);
    unless(in_call_ && found != invited_.end() && !found->second, "it rang for nobody");
  }
  void judge(const call_accepted& happened) {
    attendees_.insert(happened.user_id);
    close(happened.call_id, happened.user_id, invitation_outcome::accepted);
  }
  void judge(const call_rejected& happened) {
    close(happened.call_id, happened.user_id, invitation_outcome::rejected);
  }
  void judge(const call_cancelled& happened) {
    close(happened.call_id, happened.user_id, invitation_outcome::cancelled);
  }
  void judge(const call_missed& happened) {
    close(happened.call_id, happened.user_id, invitation_outcome::missed);
  }
  void judge(const ringing_ended& happened) {
    unless(!pair_of(room_), "two people's call ended its ringing as a group's");
    for (const auto& each : happened.user_ids)
      close(happened.call_id, each, happened.outcome);
  }
  void judge(const call_busy& happened) {
    close(happened.call_id, happened.user_id, invitation_outcome::busy);
  }

  void judge(const participant_joined& happened) {
    const device_key newcomer{happened.user_id, happened.connection_id};
    unless(in_call_ && happened.call_id == call_, "somebody joined what is no call");
    unless(members_.contains(happened.user_id), "somebody joined who is no member");
    unless(present_.insert(newcomer).second, "a device joined twice");
    unless(!invited_.contains(happened.user_id) || invited_[happened.user_id],
           "it rings for somebody who is in the call");
    attendees_.insert(happened.user_id);
    for (auto& [device, view] : views_)
      if (device != newcomer) unless(view.insert(newcomer).second, "a join was told twice");
  }
  void judge(const participant_left& happened) {
    must_be_in(happened.call_id, happened.user_id, happened.connection_id);
    const device_key gone{happened.user_id, happened.connection_id};
    present_.erase(gone);
    suspects_.erase(gone);
    views_.erase(gone);
    for (auto& [device, view] : views_)
      unless(view.erase(gone) == 1, "a leave was told without a join");
  }
  void judge(const participant_suspected& happened) {
    must_be_in(happened.call_id, happened.user_id, happened.connection_id);
    unless(suspects_.insert({happened.user_id, happened.connection_id}).second,
           "a suspect became suspect");
  }
  void judge(const participant_resumed& happened) {
    must_be_in(happened.call_id, happened.user_id, happened.connection_id);
    unless(suspects_.erase({happened.user_id, happened.connection_id}) == 1,
           "a device resumed that was not suspect");
  }
  void judge(const media_changed& happened) {
    must_be_in(happened.call_id, happened.user_id, happened.connection_id);
  }
  void judge(const quality_reported& happened) {
    must_be_in(happened.call_id, happened.user_id, happened.connection_id);
  }
  void judge(const recording_noted& happened) {
    must_be_in(happened.call_id, happened.user_id, happened.connection_id);
  }
  void judge(const transcript_added& happened) {
    unless(in_call_ && attendees_.contains(happened.user_id), "words of somebody else");
  }
  void judge(const security_reported& happened) {
    unless(in_call_ && attendees_.contains(happened.reporter_id)
               && attendees_.contains(happened.subject_user_id),
           "a report by or about somebody else");
  }

  void judge(const call_ended& happened) {
    unless(in_call_ && happened.call_id == call_, "a call ended that is not there");
    for (const auto& [user, outcome] : invited_)
      unless(outcome.has_value(), "an invitation outlived its call");
    unless(std::ranges::equal(happened.concerned, attendees_), "not all concerned are told");
    unless(happened.duration_ms >= 0, "a call lasted less than nothing");
    in_call_ = false;
    invited_.clear();
    present_.clear();
    suspects_.clear();
    views_.clear();
    attendees_.clear();
  }

  std::vector<std::string> objections_;
  std::size_t calls_seen_ = 0;
  std::uint64_t seq_ = 0;
  room_id room_;
  std::set<user_id> members_;
  std::set<user_id> barred_by_;
  std::map<std::uint64_t, user_id> senders_;
  bool in_call_ = false;
  call_id call_;
  std::map<user_id, std::optional<invitation_outcome>> invited_;
  std::set<user_id> attendees_;
  roster present_;
  roster suspects_;
  /// Who each device in the call believes to be there: from its answer, and what it was told since.
  std::map<device_key, roster> views_;
};

} // namespace switchboard::room::testing
