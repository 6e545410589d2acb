#pragma once

#include "transport/http/json_body.hpp"
#include "transport/http/server.hpp"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace switchboard::testing {

struct greeting {
  static constexpr std::string_view type = "greeting";
  static constexpr std::string_view doc = "Whom to greet.";

  std::string name;
  std::optional<std::uint32_t> times;

  static constexpr auto fields() {
    return std::tuple{field{"name", &greeting::name, "Whom."},
                      field{"times", &greeting::times, "How often."}};
  }
};

/// Things that happen on I/O threads, for a test to wait for.
template <class T>
class mailbox {
public:
  void put(T item) {
    const std::lock_guard lock{mutex_};
    items_.push_back(std::move(item));
    came_.notify_all();
  }
  /// Nothing if none comes in time.
  std::optional<T> await() {
    std::unique_lock lock{mutex_};
    if (!came_.wait_for(lock, std::chrono::seconds{5}, [this] { return !items_.empty(); }))
      return std::nullopt;
    std::optional<T> first{std::move(items_.front())};
    items_.pop_front();
    return first;
  }

  /// What is there now.
  std::optional<T> peek() {
    const std::lock_guard lock{mutex_};
    return items_.empty() ? std::nullopt : std::optional<T>{items_.front()};
  }

private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<T> items_;
};

/// What the handlers below have seen of WebSockets.
struct socket_log {
  mailbox<std::shared_ptr<websocket::connection>> opened;
  mailbox<std::string> texts;
  mailbox<std::string> limited;
  mailbox<websocket::close_info> closed;
};

/// Sends every text back, and obeys a few of them.
class echo_handler final : public websocket::connection_handler {
public:
  explicit echo_handler(std::shared_ptr<socket_log> log) : log_{std::move(log)} {}

  void on_open(websocket::connection& opened) override { log_->opened.put(opened.shared()); }
  void on_text(websocket::connection& from, std::string_view text) override {
    if (text == "throw") throw std::runtime_error{"asked to"};
    if (text == "close") return from.close(websocket::close_code::session_ended, "asked to");
    log_->texts.put(std::string{text});
    from.send(websocket::text_frame(text));
  }
  void on_rate_limited(websocket::connection& from, std::string_view dropped) override {
    log_->limited.put(std::string{dropped});
    from.send(websocket::text_frame("slower"));
  }
  void on_closed(websocket::connection&, const websocket::close_info& how) override {
    log_->closed.put(how);
  }

private:
  std::shared_ptr<socket_log> log_;
};

/// A handler's duties that a test fulfils, or drops, at a time of its own choice.
using held_answers = mailbox<http::responder>;

/// A server with one route of each kind, on a free port of the loopback interface.
class test_server {
public:
  explicit test_server(http::settings with = {},
                       std::shared_ptr<net::shared_budgets> shared = nullptr)
      : budgets{std::move(shared)},
        server_{(with.listen->port = 0, std::move(with)), make_application()} {
    server_.start();
    server_.set_unready({});
  }

  http::server* operator->() { return &server_; }
  std::uint16_t port() const { return server_.address().port(); }

  const std::shared_ptr<net::shared_budgets> budgets;
  std::shared_ptr<socket_log> sockets = std::make_shared<socket_log>();
  std::shared_ptr<held_answers> held = std::make_shared<held_answers>();
  std::shared_ptr<mailbox<http::exchange_record>> records =
      std::make_shared<mailbox<http::exchange_record>>();

private:
  http::application make_application();

  http::server server_;
};

} // namespace switchboard::testing
