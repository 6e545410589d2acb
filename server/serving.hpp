#pragma once

#include "config/settings.hpp"
#include "server/core.hpp"
#include "server/log_desk.hpp"
#include "transport/api/doorkeeper.hpp"
#include "transport/api/metrics.hpp"
#include "transport/gateway/gateway.hpp"
#include "transport/http/server.hpp"
#include "transport/mail/mail_queue.hpp"
#include "transport/net/budgets.hpp"

#include <memory>

namespace switchboard::server {

/// A server that serves, from its construction to its end.
class serving {
public:
  /// Throws one line for a person when it cannot: see `core` and `http::listen_error`.
  serving(const config::settings& all, people_log& people);
  /// Lets go of everything at once; `drain` before it is what clients like better.
  ~serving();

  /// What is to be done from time to time: ends the sessions whose time is up, and settles
  /// registrations and tells changes of accounts that were cut off.
  void tend();

  /// Stops taking connections, and lets exchanges and sockets end.
  void drain();

  const http::server& front() const { return *front_; }

private:
  /// As long as it lives, people are told of what fails.
  struct told_failures {
    explicit told_failures(people_log& people);
    ~told_failures();
    told_failures(const told_failures&) = delete;
    told_failures& operator=(const told_failures&) = delete;
  };

  http::application make_application();
  void measure();
  void end_expired_sessions();
  void await_read_models();
  void settle_leftovers();
  void open_mail();

  const config::settings all_;
  people_log& people_;
  told_failures failures_told_;
  const std::shared_ptr<net::shared_budgets> budgets_;
  api::metrics metrics_;
  // The accounts and the entities may still answer when the rest is gone, and those answers go
  // through the front: so it goes last.
  std::unique_ptr<http::server> front_;
  // The accounts post letters for as long as they are there.
  std::unique_ptr<mail::mail_queue> letters_;
  std::unique_ptr<core> core_;
  std::unique_ptr<log_desk> inquiries_;
  std::unique_ptr<api::doorkeeper> door_;
  std::unique_ptr<gateway> sockets_;
  std::unique_ptr<event_narrator> narrator_;
  timestamp leftovers_settled_at_;
};

} // namespace switchboard::server
