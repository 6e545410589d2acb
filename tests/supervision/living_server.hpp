#pragma once

#include "config/settings.hpp"
#include "server/serving.hpp"
#include "tests/http/raw_client.hpp"
#include "tests/http/socket_client.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard::testing {

/// A whole server over a folder of its own, with two people who write to each other.
class living_server {
public:
  living_server();
  ~living_server();
  living_server(const living_server&) = delete;
  living_server& operator=(const living_server&) = delete;

  void start();
  void stop();
  server::serving& running() { return *serving_; }

  raw_response ask(std::string_view method, std::string_view path, std::string_view body = {},
                   std::string_view token = {});
  /// Registers whoever is not known, and signs them in; empty if the server could not.
  std::string sign_in(const std::string& name);
  /// Everything once: both sign in and connect, a message goes from one to the other, a device
  /// comes back and a call rings. Whether all of it went as it should.
  bool live_a_day();
  bool is_ready() { return ask("GET", "/readyz").status == 200; }
  std::string why_unready() { return ask("GET", "/readyz").body; }
  /// What `/metrics` says of a name with its label; 0 if nothing.
  double metric(const std::string& name);

private:
  bool exchange_messages(const std::string& alice, const std::string& bob);
  bool come_back(const std::string& alice, const std::string& bob);

  std::filesystem::path folder_;
  config::settings settings_;
  people_log people_{log_level::off, people_log::format::text};
  std::unique_ptr<server::serving> serving_;
  std::uint64_t last_word_ = 0;
};

/// A socket of somebody's.
class heard_client {
public:
  heard_client(living_server& server, const std::string& token, std::string_view resume = {});

  bool is_open() const { return status_ == 101; }
  void say(std::string_view frame) { client_.send(frame); }
  /// The first frame of this type that was not asked for yet; nothing if none comes, or once the
  /// server has closed.
  std::optional<std::string> next(std::string_view type);

private:
  struct heard {
    std::string type;
    std::string text;
  };

  void listen();

  plain_client client_;
  unsigned status_;
  std::vector<heard> kept_;
};

/// A field of a JSON text that holds a plain string.
std::string text_in(std::string_view json, std::string_view field);

} // namespace switchboard::testing
