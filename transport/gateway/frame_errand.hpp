#pragma once

#include "threads/guard.hpp"
#include "transport/gateway/encode.hpp"
#include "transport/gateway/frame_desk.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace switchboard {

/// One frame on its way to its answer: whose it is, what it is called, and the steps that several
/// kinds of frames have in common. What a step refuses is answered there, and the steps after it do
/// not happen.
class frame_errand {
public:
  frame_errand(frame_desk of, says::frame_reference re);

  const std::shared_ptr<gateway_core>& core() const { return its_->desk.core_; }
  const std::shared_ptr<subscriber>& me() const { return its_->desk.me_; }
  const user_id& who() const { return me()->who; }
  const connection_id& device() const { return me()->id; }
  const says::frame_reference& re() const { return its_->re; }
  const std::string& command_id() const { return its_->command_id; }
  const std::optional<std::string>& bound_to() const { return its_->desk.bound_to_; }
  /// A queue's side has no account.
  bool is_side() const { return queue_of(who().value).has_value(); }
  bool is_admin() const { return its_->desk.granted_ == role::admin; }
  queue_name queue() const { return *queue_of(who().value); }

  void say(const websocket::frame& said) const { me()->socket->send(said); }
  void refuse(std::string code, std::string message) const;
  void refuse(const rejection& why) const;
  /// Does a step on the way; if it throws, the frame is answered with that it is `unavailable`.
  template <class Step>
  void attempt(Step&& step) const {
    if (!threads::guarded("errand", std::forward<Step>(step)))
      refuse("unavailable", "The server failed at this: try again, with the same id.");
  }
  void acknowledge(std::optional<call_id> call = {}) const;
  void acknowledge(const room::reply& told) const;

  /// Sends the frame's command; `then` gets the entity's reply once its events are durable.
  template <class Reply, class Then>
  void command(const stream_id& to, switchboard::command what, Then then) const {
    send(to, std::move(what), command_id(),
         [self = *this, then = std::move(then)](const outcome& told) {
           if (const auto* refused = std::get_if<rejection>(&told)) return self.refuse(*refused);
           then(std::get<Reply>(std::get<reply>(told)));
         });
  }
  /// Sends the command and acknowledges it with what it led to.
  void command_in_room(const room_id& to, room::command what,
                       std::optional<std::uint64_t> fingerprint = {}) const;
  void command_in_queue(queue::command what) const;
  /// The fingerprint is the command's own unless the command says more than the frame.
  void send(const stream_id& to, switchboard::command what, const std::string& id,
            std::function<void(const outcome&)> then,
            std::optional<std::uint64_t> fingerprint = {}) const;
  /// Whether the frame's id is new to this command. What has been done before is answered as it was
  /// then, whatever may stand in its way by now.
  bool is_new(const room_id& to, room::command what) const;

  /// Finds the call that a frame is about: named, the side's, or the socket's own.
  void with_call(const std::optional<call_id>& named,
                 std::function<void(const call_id&, const room_id&)> then) const;
  /// Goes on if there is such a person, and the asker may come up to them.
  void with_person(const user_id& who, std::function<void()> then) const;
  /// Goes on unless this person is in a call of another room.
  void unless_in_call_beside(const room_id& room, std::function<void()> then) const;
  /// Finds the room that a frame is for: with a person, named, or the socket's own.
  void with_room(const std::optional<user_id>& person, const std::optional<room_id>& named,
                 std::function<void(const room_id&)> then) const;

private:
  void if_reachable(const user_id& person, std::function<void()> then) const;
  void with_members_of(const room_id& room, std::function<void(const room_id&)> then) const;
  void look_for_call(const room_id& room,
                     std::function<void(const call_id&, const room_id&)> then) const;

  struct contents {
    frame_desk desk;
    says::frame_reference re;
    std::string command_id;
  };

  /// Shared, because every step on the way keeps an errand of its own.
  std::shared_ptr<const contents> its_;
};

} // namespace switchboard
