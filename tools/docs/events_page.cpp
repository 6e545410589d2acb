#include "tools/docs/events_page.hpp"

#include "events/catalogue.hpp"
#include "events/codec.hpp"
#include "events/schema.hpp"

#include <array>
#include <string_view>

namespace switchboard::docs {

namespace {

constexpr std::string_view introduction = R"(# Events

<!-- Made from the code by scripts/docs. Do not edit: change the record's `fields()` instead. -->

Everything that happens is an event, and all else is found by reading the events again: who is in a
call, what a chat says, how long a queue is. This page says what the events are. The schemas for
programs are in [schemas](schemas/).

## In five minutes

**Three kinds of things have a life of their own**: a user, a room and a queue. Each has a *stream* of
events, `user/alice`, `room/direct~alice~bob`, `queue/default`, and in it the events have numbers, `seq`,
from 1 and without a gap. Within a stream the order is exact. Between streams there is none but
cause and effect: an event names the one that led to it.

**A room is a conversation.** It has members, messages, and at most one call at a time. Two people have
one room, whose name follows from theirs, so that two who call each other at the same moment meet in
one place and end up in one call. A queue's match gets a room of its own.

**An id says where its thing is.** A call or message is called after its room and the number of the
event that began it: `direct~alice~bob~17` was event 17 of `room/direct~alice~bob`. A user id is a
string, always; `7` as a number exists only in what clients send.

**A call, told by its events.** Alice calls Bob, who has a phone and a laptop:

| stream | event | what it means |
| --- | --- | --- |
| `room/direct~alice~bob` | `room.message_posted`, `room.call_invited` | the invitation stands in the chat, and rings |
| `user/bob` | `user.invitation_received`, `user.device_rang` twice | both of Bob's devices ring |
| `room/direct~alice~bob` | `room.call_ringing` | Alice may hear that it rings |
| `room/direct~alice~bob` | `room.call_accepted` | Bob answers on the phone |
| `user/bob` | `user.invitation_closed` | the laptop stops ringing |
| `room/direct~alice~bob` | `room.participant_joined` twice | both are in the call |
| `room/direct~alice~bob` | `room.call_ended` | it is over, with the reason |

The second line was caused by the first, and says so in its `causation_id`; all of them carry the
call's id as `correlation_id`. So the question why something happened has an answer in the log.

**To follow the log**, read in order, remember the position, and go on from it. A reader that
was interrupted may see an event again, so take each `(stream, seq)` once. Ignore types that you do not
know: there will be more. Clients over WebSocket get frames that are made from these events, with
`stream` and `seq` in them, so that what a client sees and what the log says are the same.

**Forms change with a number.** If the data of a type ever changes its form, its `version` goes up, and every
older version is still read, for ever.

**What is not in here:** passwords, tokens and tickets, never; offers, answers and ICE candidates, because
they hold addresses of people, and are kept apart and for a short time.

)";

/// An event as it stands in the log; the page's own example, made by the codec.
std::string example() {
  const auto room = direct_room({"alice"}, {"bob"});
  const timestamp at{1'795'227'418'123};
  const auto call = call_in(room, 17);
  const envelope entry{make_event_id(at.ms, 0x9c4, 0x5f21'7b36'a0d8'e493),
                       stream_of(room),
                       19,
                       at,
                       "accept-1",
                       "accept-1",
                       call.value,
                       "user/bob",
                       room::event{room::call_accepted{call, {"bob"}, connection_id{"c-42"}}}};
  return schema::document::parse(encode(entry)).dump(2);
}

/// Nothing in a cell may end it.
std::string cell(std::string_view text) {
  std::string escaped;
  for (const char c : text)
    escaped.append(c == '|' ? "\\" : "").push_back(c);
  return escaped;
}

void add_table(std::string& page, const std::vector<field_info>& fields) {
  if (fields.empty()) {
    page += "No fields: that it happened says all.\n\n";
    return;
  }
  page += "| field | is | meaning |\n| --- | --- | --- |\n";
  for (const auto& each : fields) {
    const auto* const optional = each.is_required ? "" : ", optional";
    page +=
        "| `" + each.name + "` | " + cell(each.type) + optional + " | " + cell(each.doc) + " |\n";
  }
  page += '\n';
}

void add_record(std::string& page, const record_info& record) {
  const auto type = std::string{record.type};
  page += "### " + type + "\n\n" + std::string{record.doc} + "\n\nVersion "
          + std::to_string(record.version) + ", [schema](schemas/"
          + schema::file_name(record.type, record.version) + ").\n\n";
  add_table(page, record.fields);
}

struct chapter {
  entity_kind kind;
  std::string_view text;
};

constexpr std::array<chapter, 3> chapters{{
    {entity_kind::user, "## Users\n\nThe streams `user/ID`: the account, its sessions and devices, "
                        "and what others ask of the person.\n\n"},
    {entity_kind::room, "## Rooms\n\nThe streams `room/ID`: the conversation and its calls. "
                        "The room is the authority on both.\n\n"},
    {entity_kind::queue, "## Queues\n\nThe streams `queue/NAME`: customers, agents, and who was "
                         "brought together with whom.\n\n"},
}};

} // namespace

std::string events_page() {
  std::string page{introduction};
  page += "## The envelope\n\nWhat every record has beside its `data`. "
          "[Schema](schemas/record.json).\n\n";
  add_table(page, envelope_fields());
  page += "For example:\n\n```json\n" + example() + "\n```\n\n";
  for (const auto& [kind, text] : chapters) {
    page += text;
    for (const auto& record : catalogue())
      if (record.kind == kind) add_record(page, record);
  }
  page.pop_back(); // One line end at the end of the file is enough.
  return page;
}

} // namespace switchboard::docs
