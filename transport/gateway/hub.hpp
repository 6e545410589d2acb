#pragma once

#include "transport/gateway/delivery.hpp"
#include "transport/gateway/encode.hpp"
#include "transport/gateway/frame_limits.hpp"
#include "transport/gateway/subscriber.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace switchboard {

/// What a client hands on to others in its call: parts of the frame that it sent.
struct signal {
  std::string_view type;
  const switchboard::call_id& call_id;
  /// The id of a person or of a connection.
  std::optional<std::string_view> to;
  /// JSON.
  std::string_view data;
};

/// Brings what happens to those who are connected. It follows the log, so whoever is told of
/// something is told after it is durable, in the order of the log. Any thread may call.
class hub {
public:
  /// Called for each event of a user after its frames are out, on the log's thread.
  using user_event_sink = std::function<void(const envelope&)>;

  hub(event_log& log, find_profile people, user_event_sink on_user_event,
      const frame_limits& held = {});
  ~hub();
  hub(const hub&) = delete;
  hub& operator=(const hub&) = delete;

  /// Begins to follow the log at its present end.
  void start();
  void stop();

  // --- Coming and going --------------------------------------------------------------------------

  /// From here on, frames are held for this client. Tells the position of the last event before
  /// that, which `is_new` means that it has seen nothing of. A socket of the same connection is
  /// replaced and closed; nothing happens, and nothing is told, when the connection is somebody
  /// else's.
  std::optional<std::uint64_t> enroll(const std::shared_ptr<subscriber>& coming, bool is_new);
  /// Of these groups too, frames are held from here on, and of what rings in them now.
  void follow(subscriber& coming, const std::vector<room_id>& groups,
              std::optional<side_match> match);
  /// Lets go of what was held, which can be read from the log up to the position that this tells.
  std::uint64_t hold_anew(subscriber& coming);
  /// Sends what was held, and what comes from now on. False if so much has come that it was let go:
  /// then hold anew and read that from the log first.
  bool open(subscriber& ready);
  /// Whether it was still the one that holds its connection id.
  bool leave(const subscriber& gone);

  std::size_t count() const;
  std::size_t count_of(const user_id& who) const;
  void close_session(const session_id& ended);
  void close_people(const user_id& who, websocket::close_code code, const std::string& reason);

  // --- Calls -------------------------------------------------------------------------------------

  /// The roster is sent when the event comes that lets the device in.
  void expect_join(subscriber& joining, const call_id& call, says::frame_reference re);
  void forget_join(subscriber& joining, const call_id& call);
  /// The command is done: if no event came from it, the device was in already, and is told now.
  void settle_join(const std::shared_ptr<subscriber>& joining, const call_id& call);

  /// What a device in a call sends; what one sends at first if it is not in.
  room::media_state media_of(const subscriber& device, const call_id& call);

  /// Hands a signal on, if its sender is in the call; otherwise says why not.
  std::optional<says::error> relay(const subscriber& sender, const signal& sent);

  /// The live or last call of a room that is known here.
  std::optional<call_id> call_of_side(const subscriber& side) const;
  /// A side of a queue has started: it is told of its match, or `otherwise`.
  void start_side(const std::shared_ptr<subscriber>& side, websocket::frame joined,
                  websocket::frame otherwise);

  /// Runs `act` when all that is in the log now has been delivered.
  void when_caught_up(std::function<void()> act);

private:
  using subscribers = std::vector<std::shared_ptr<subscriber>>;

  void take(const accepted_batch& batch);
  void deliver(const envelope& happened, std::unique_lock<std::mutex>& lock);
  void take_event(const envelope& happened);
  void follow_membership(const envelope& happened);
  void unfollow_membership(const envelope& happened);
  void follow_group(const user_id& who, const room_id& group);
  void follow(subscriber& coming, const room_id& group);
  bool is_enrolled(const subscriber& known) const;
  void unfollow_group(const user_id& who, const room_id& group);
  void unfollow(const subscriber& gone, const room_id& group);
  void route(const delivery& told, const envelope& happened);
  void route_match(const queue::matched& event, const envelope& happened);
  void forget_match(const user_id& side);
  void answer_join(const room::participant_joined& event, const place& from);
  void send_roster(subscriber& to, const call_view& call, const place* from);
  void send(subscriber& to, const websocket::frame& said);
  void send_unlogged(subscriber& to, const websocket::frame& said);
  subscribers* subscribers_of(const user_id& who);
  std::optional<says::error> relay_between_sides(const subscriber& sender, const signal& sent,
                                                 const call_view& call);
  void note_ringing(const envelope& happened);
  void ring(subscriber& coming, const room_id& group);
  void run_caught_up();

  event_log& log_;
  const find_profile people_;
  const user_event_sink on_user_event_;
  const frame_limits held_;

  mutable std::mutex mutex_;
  std::unordered_map<user_id, subscribers> by_person_;
  std::unordered_map<connection_id, std::shared_ptr<subscriber>> by_connection_;
  std::unordered_map<room_id, std::vector<subscriber*>> by_group_;
  std::vector<std::shared_ptr<subscriber>> admins_;
  call_book calls_;
  /// The calls of groups that ring.
  std::unordered_map<room_id, call_id> ringing_;
  std::uint64_t position_ = 0;
  std::multimap<std::uint64_t, std::function<void()>> waiting_;
  bool is_stopping_ = false;
  std::condition_variable is_stopped_;
  std::unique_ptr<event_log::subscription> following_;
};

} // namespace switchboard
