#include "projections/history.hpp"

#include <algorithm>
#include <string_view>
#include <variant>

namespace switchboard::projections {

namespace {

std::string_view status_of(const std::vector<invitee>& invitees) {
  const auto is_any = [&](std::optional<invitation_outcome> outcome) {
    return std::ranges::find(invitees, outcome, &invitee::outcome) != invitees.end();
  };
  if (is_any(invitation_outcome::accepted)) return "accepted";
  if (is_any(std::nullopt)) return "pending";
  if (is_any(invitation_outcome::rejected)) return "rejected";
  if (is_any(invitation_outcome::missed) || is_any(invitation_outcome::busy)) return "missed";
  return "cancelled";
}

/// Sets the status in `extra_data.call_invitation`, and leaves the rest as it was.
void set_status(json_text& extra_data, std::string_view status) {
  auto data = json::parse(extra_data.text);
  const auto invitation = data.find("call_invitation");
  if (invitation == data.end() || !invitation->is_object()) return;
  (*invitation)["status"] = status;
  extra_data.text = data.dump();
}

struct history_change {
  history& of;
  const room_id room;
  const std::uint64_t seq;
  const timestamp at;

  void operator()(const room::message_posted& happened) const {
    of.messages.put({happened.message_id, room, seq, happened.sender_id, happened.receiver_id,
                     happened.message_type, happened.content, happened.extra_data, at, std::nullopt,
                     std::nullopt});
  }
  void operator()(const room::message_edited& happened) const {
    of.messages.edit(key_of_message(happened.message_id), [&](message& known) {
      known.content = happened.content;
      known.extra_data = happened.extra_data;
      known.edited_at = at;
    });
  }
  void operator()(const room::message_deleted& happened) const {
    of.messages.edit(key_of_message(happened.message_id), [&](message& known) {
      known.content.clear();
      known.extra_data = {};
      known.deleted_at = at;
    });
  }

  void operator()(const room::call_invited& happened) const {
    open_invitation opened{happened.call_id, seq_of(happened.message_id.value), {}};
    for (const auto& each : happened.targets)
      opened.invitees.push_back({each, std::nullopt});
    of.invitations.put(std::move(opened));
  }
  void operator()(const room::call_accepted& happened) const {
    close(happened, invitation_outcome::accepted);
  }
  void operator()(const room::call_rejected& happened) const {
    close(happened, invitation_outcome::rejected);
  }
  void operator()(const room::call_cancelled& happened) const {
    close(happened, invitation_outcome::cancelled);
  }
  void operator()(const room::call_missed& happened) const {
    close(happened, invitation_outcome::missed);
  }
  void operator()(const room::call_busy& happened) const {
    close(happened, invitation_outcome::busy);
  }
  void operator()(const room::ringing_ended& happened) const {
    close(happened.call_id, happened.user_ids, happened.outcome);
  }
  void operator()(const room::call_ended& happened) const {
    of.invitations.erase({happened.call_id});
  }
  template <class Other>
  void operator()(const Other&) const {}

private:
  key_type<message> key_of_message(const message_id& id) const { return {room, seq_of(id.value)}; }

  template <class Event>
  void close(const Event& happened, invitation_outcome outcome) const {
    close(happened.call_id, {happened.user_id}, outcome);
  }

  void close(const call_id& call, const std::vector<user_id>& people,
             invitation_outcome outcome) const {
    of.invitations.edit({call}, [&](open_invitation& open) {
      const auto before = status_of(open.invitees);
      for (auto& each : open.invitees)
        if (std::ranges::find(people, each.user_id) != people.end()) each.outcome = outcome;
      const auto after = status_of(open.invitees);
      if (after == before) return;
      of.messages.edit({room, open.message_seq},
                       [&](message& known) { set_status(known.extra_data, after); });
    });
  }
};

} // namespace

void history::apply(const recorded& happened) {
  const auto& entry = happened.entry;
  if (const auto* body = std::get_if<room::event>(&entry.body))
    std::visit(history_change{*this, {entry.stream.key}, entry.seq, entry.time}, *body);
}

} // namespace switchboard::projections
