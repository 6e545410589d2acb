#pragma once

#include "transport/gateway/admission.hpp"
#include "transport/gateway/frame_desk.hpp"
#include "transport/gateway/gateway_core.hpp"
#include "transport/gateway/resumption.hpp"
#include "transport/websocket/connection.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard {

/// One socket from its opening to its end: tells the person's or queue's entity that a device comes
/// and goes, lets the hub deliver to it, and hands its frames to the desk that understands them.
///
/// Its entity is asked before the first frame is sent, so answers come on other threads than the
/// socket's; whatever the client says meanwhile waits.
class socket_desk : public std::enable_shared_from_this<socket_desk> {
public:
  socket_desk(std::shared_ptr<gateway_core> core, admitted in);

  void open(websocket::connection& opened);
  void take(std::string_view text);
  void warn_of_rate(std::string_view dropped);
  void close(const websocket::close_info& how);

private:
  enum class phase : std::uint8_t { opening, draining, open, closed };

  // A person's device.
  void open_device();
  void find_dropped_device();
  void resume_device(const connection_id& id);
  void connect_device(bool may_register);
  void register_stranger();
  void admit_device(const reply& told, bool is_resumed);

  // A queue's side.
  void open_side();
  void connect_side(connection_id id, bool is_resumed);
  void admit_side(const queue::side_view& view);

  std::string connection_prefix() const;
  connection_id new_connection() const;
  void enroll(connection_id id);
  void greet(bool is_resumed, std::vector<room_id> groups, std::optional<side_match> match);
  void resume(std::vector<room_id> rooms);
  void begin();
  void drain_early();
  void refuse(const rejection& why);
  void say_farewell();
  void ask(switchboard::command what, std::function<void(const outcome&)> then);
  void handle(std::string_view text);
  template <class Work>
  void attempt(std::string_view where, Work&& work);
  void refuse_for_rate(std::string_view frame, std::string why);

  stream_id home() const;

  const std::shared_ptr<gateway_core> core_;
  const admitted in_;
  const std::shared_ptr<net::budget> budget_;
  std::shared_ptr<websocket::connection> socket_;
  std::shared_ptr<subscriber> me_;
  std::optional<frame_desk> frames_;
  std::uint64_t enrolled_at_ = 0;

  std::mutex mutex_;
  phase phase_ = phase::opening;
  std::vector<std::string> early_;
  std::size_t early_bytes_ = 0;
  std::shared_ptr<resumption> resuming_;
  websocket::close_info ended_;
};

} // namespace switchboard
