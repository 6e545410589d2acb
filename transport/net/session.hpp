#pragma once

#include "threads/guard.hpp"
#include "transport/net/deadlines.hpp"
#include "transport/net/socket_watch.hpp"

#include <boost/intrusive/list_hook.hpp>

#include <memory>
#include <utility>

namespace switchboard::net {

/// One connection in whatever it speaks at the moment, as its I/O thread sees it. All calls come
/// on that thread.
class session : public std::enable_shared_from_this<session>,
                public deadline_owner,
                public boost::intrusive::list_base_hook<> {
public:
  virtual ~session() = default;

  /// Its socket may be read or written again.
  virtual void on_ready(readiness now) = 0;
  /// Something was queued for this session since it was last asked.
  virtual void on_flush() {}
  /// The server is about to stop: end in a way that the peer understands.
  virtual void on_drain() = 0;
  /// Time is up: end now.
  virtual void on_stop() = 0;

  /// Does something of this session's; if it throws, the session ends and nobody else does.
  template <class Work>
  void guarded(Work&& work) {
    const auto alive = shared_from_this();
    if (!threads::guarded("connection", std::forward<Work>(work))) on_deadline_failed();
  }

private:
  void on_deadline_failed() final {
    const auto alive = shared_from_this();
    threads::guarded("end of a connection", [&] { on_stop(); });
  }

  friend class io_thread;

  /// The thread owns its sessions: one whose request is with a handler waits for no socket.
  std::shared_ptr<session> kept_by_thread_;
};

} // namespace switchboard::net
