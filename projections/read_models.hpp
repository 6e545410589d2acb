#pragma once

#include "events/log/data_folder.hpp"
#include "events/log/event_log.hpp"
#include "projections/call.hpp"
#include "projections/call_report.hpp"
#include "projections/conversation.hpp"
#include "projections/message.hpp"
#include "projections/options.hpp"
#include "projections/overview.hpp"
#include "projections/person.hpp"
#include "projections/presence.hpp"
#include "projections/queue_service.hpp"
#include "projections/queue_side.hpp"
#include "projections/report.hpp"
#include "projections/served_call.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace switchboard::projections {

/// Everything that can be asked about the past and the present without asking an entity. It follows
/// the log on a thread of its own and keeps its answers in one file that can be deleted at any
/// time.
///
/// All answers are as of `position()`, which is 0 until there is something to serve. All of them
/// may be asked on any thread. A limit is at least 1 and at most `max_page`.
class read_models {
public:
  static constexpr std::size_t max_page = 500;

  /// Follows `log`, which must outlive this, and keeps its file in `folder`. A file that is
  /// damaged, of another version or of another log is reported and made anew. A `log_error` if the
  /// file is another program's.
  read_models(event_log& log, const data_folder& folder, options how = {});
  ~read_models();
  read_models(const read_models&) = delete;
  read_models& operator=(const read_models&) = delete;

  /// How much of the log the answers know.
  std::uint64_t position() const;
  /// Calls `done` as soon as the answers know the log up to `position`: at once if they do, else on
  /// the runner's thread. Whoever waits for `when_at(log.head(), …)` after an acknowledged command
  /// sees what it did. What still waits when this goes is not called. `done` must not throw.
  void when_at(std::uint64_t position, std::function<void()> done) const;

  // --- People ------------------------------------------------------------------------------------

  std::optional<person> find_person(const user_id& id) const;
  std::optional<person> find_person_by_email(std::string_view email) const;
  std::optional<person> find_person_by_uuid(std::string_view uuid) const;
  /// Whose id or name begins like this, whatever the case of ASCII letters; or whose whole e-mail
  /// address it is. In the order of the ids.
  std::vector<person> search_people(std::string_view prefix, std::size_t limit) const;
  /// The same of those only whom somebody shares a room with, and without addresses; beside them
  /// whoever has exactly this id or name.
  std::vector<person> search_people_near(const user_id& seeker, std::string_view prefix,
                                         std::size_t limit) const;
  /// In the order of the ids, from the one behind `after` on: for an admin's list.
  std::vector<person> people(std::string_view after, std::size_t limit) const;

  /// Offline, never seen, for whom there is no event of.
  presence presence_of(const user_id& id) const;
  /// In the same order.
  std::vector<presence> presences_of(const std::vector<user_id>& ids) const;

  // --- Conversations -----------------------------------------------------------------------------

  /// The rooms that somebody is a member of, the one with the latest news first.
  std::vector<conversation_with_news> conversations_of(const user_id& id, std::size_t limit) const;
  std::optional<conversation> find_conversation(const room_id& room) const;
  bool is_member(const room_id& room, const user_id& id) const;

  bool share_a_room(const user_id& one, const user_id& other) const;
  /// Up to which number a member may not read what was written; 0 where all may be read.
  std::uint64_t hidden_from(const room_id& room, const user_id& id) const;

  /// The `limit` newest messages of a room before the one with number `before`, or the newest of
  /// all; none up to the one with number `after`.
  message_page messages_before(const room_id& room, std::optional<std::uint64_t> before,
                               std::size_t limit, std::uint64_t after = 0) const;
  /// The `limit` oldest messages of a room after the one with number `after`.
  message_page messages_after(const room_id& room, std::uint64_t after, std::size_t limit) const;
  std::optional<message> find_message(const message_id& id) const;

  // --- Calls -------------------------------------------------------------------------------------

  std::optional<call> find_call(const call_id& id) const;
  /// The calls that ring or go on and concern this person.
  std::vector<call> live_calls_of(const user_id& id) const;
  /// Every call that rings or goes on, the oldest first.
  std::vector<call> live_calls(std::size_t limit) const;
  /// The calls that concern this person, over or not.
  call_page calls_of(const user_id& id, std::optional<std::uint64_t> before,
                     std::size_t limit) const;
  /// Whether this person may know of the call: they called, were called or came in.
  bool is_participant(const call_id& call, const user_id& id) const;
  std::vector<security_report> security_reports_of(const call_id& call) const;
  std::vector<quality_report> quality_reports_of(const call_id& call) const;

  // --- Queues ------------------------------------------------------------------------------------

  /// In the order of their names, from the one behind `after` on.
  std::vector<queue_now> queues(std::string_view after, std::size_t limit) const;
  std::size_t queue_count() const;
  std::optional<queue_side> find_side(const user_id& call_id) const;
  /// Everybody who is there, in the order of service: by role, priority, start.
  std::vector<queue_side> sides_of(const queue_name& queue, std::size_t limit) const;
  /// The quarters of an hour that begin in [from, until) and in which a customer came.
  std::vector<queue_quarter> quarters_of(const queue_name& queue, timestamp from,
                                         timestamp until) const;
  /// The same, taken together.
  queue_service service_of(const queue_name& queue, timestamp from, timestamp until) const;

  /// Who the customer of this call is, if somebody vouches for it.
  std::optional<std::string> identity_of_customer(const room_id& room) const;
  /// The calls that a queue's customer has had, up to the one with number `before` of a match, or
  /// the newest of all. Of a long talk the last part.
  served_call_page served_calls_of(const queue_name& queue, std::string_view customer_identity,
                                   std::optional<std::uint64_t> before, std::size_t limit) const;

  // --- Reports -----------------------------------------------------------------------------------

  std::optional<report> find_report(const report_id& id) const;
  /// All of them, or those that no admin has dealt with, before the one at this place in the list.
  report_page reports(bool only_waiting, std::optional<std::uint64_t> before,
                      std::size_t limit) const;

  // --- Everything --------------------------------------------------------------------------------

  projections::overview overview() const;

private:
  class implementation;
  std::unique_ptr<implementation> implementation_;
};

} // namespace switchboard::projections
