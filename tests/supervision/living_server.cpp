#include "tests/supervision/living_server.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

namespace switchboard::testing {

namespace {

std::string credentials_of(const std::string& name) {
  return R"({"username":")" + name + R"(","email":")" + name
         + R"(@example.org","password":"correct horse battery"})";
}

std::string encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string made;
  for (const auto each : text) {
    const auto byte = static_cast<unsigned char>(each);
    made += {'%', digits[byte / 16], digits[byte % 16]};
  }
  return made;
}

} // namespace

std::string text_in(std::string_view json, std::string_view field) {
  const auto begin = json.find("\"" + std::string{field} + "\":\"");
  if (begin == std::string_view::npos) return {};
  const auto from = begin + field.size() + 4;
  return std::string{json.substr(from, json.find('"', from) - from)};
}

living_server::living_server() {
  std::string name = std::filesystem::temp_directory_path() / "switchboard-XXXXXX";
  folder_ = ::mkdtemp(name.data());
  settings_.server.listen = {"127.0.0.1", 0};
  settings_.server.data = folder_.string();
  settings_.server.metrics = true;
  settings_.server.threads = 1;
  settings_.accounts.login_attempts_per_address = 10'000;
  settings_.accounts.registrations_per_address = 0;
  settings_.accounts.hash_memory_kib = 64;
  settings_.accounts.hash_passes = 1;
  // Many days are lived in a minute, by the same two people.
  settings_.calls.calls_per_caller = 0;
  settings_.calls.calls_per_minute = 0;
  settings_.calls.unasked_calls_per_minute = 0;
  settings_.calls.rings_per_minute = 0;
  settings_.limits.user_frames_per_s = settings_.limits.user_frame_burst = 100'000;
  settings_.limits.address_requests_per_s = settings_.limits.address_request_burst = 100'000;
  start();
}

living_server::~living_server() {
  stop();
  std::filesystem::remove_all(folder_);
}

void living_server::start() { serving_ = std::make_unique<server::serving>(settings_, people_); }

void living_server::stop() { serving_.reset(); }

raw_response living_server::ask(std::string_view method, std::string_view path,
                                std::string_view body, std::string_view token) {
  raw_client client{serving_->front().address().port()};
  std::string text = std::string{method} + ' ' + std::string{path} + " HTTP/1.1\r\nHost: test\r\n";
  if (!token.empty()) text += "Authorization: Bearer " + std::string{token} + "\r\n";
  if (!body.empty())
    text +=
        "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  client.send(text + "Connection: close\r\n\r\n" + std::string{body});
  return client.read_response();
}

std::string living_server::sign_in(const std::string& name) {
  const auto credentials = credentials_of(name);
  auto told = ask("POST", "/api/v1/auth/login", credentials);
  if (told.status == 401) told = ask("POST", "/api/v1/auth/register", credentials);
  return text_in(told.body, "token");
}

bool living_server::live_a_day() {
  const auto alice = sign_in("alice");
  const auto bob = sign_in("bob");
  if (alice.empty() || bob.empty()) return false;
  return exchange_messages(alice, bob) && come_back(alice, bob);
}

bool living_server::exchange_messages(const std::string& alice, const std::string& bob) {
  heard_client hers{*this, alice};
  heard_client his{*this, bob};
  if (!hers.next("connection") || !his.next("connection")) return false;
  his.say(R"({"type":"presence_subscribe","user_ids":["alice"]})");
  if (!his.next("presence")) return false;
  const auto word = "word " + std::to_string(++last_word_);
  hers.say(R"({"type":"message","id":"m)" + word + R"(","to":"bob","content":")" + word + "\"}");
  if (!hers.next("ack")) return false;
  const auto heard = his.next("message");
  if (!heard || text_in(*heard, "content") != word) return false;
  const auto written =
      ask("POST", "/api/v1/chat/messages", R"({"to":"bob","content":"over HTTP"})", alice);
  if (written.status != 201) return false;
  return ask("GET", "/api/v1/chat/messages?with=bob", {}, alice).status == 200;
}

bool living_server::come_back(const std::string& alice, const std::string& bob) {
  heard_client hers{*this, alice, R"({"streams":{"user/alice":1}})"};
  heard_client his{*this, bob};
  if (!hers.next("connection") || !his.next("connection")) return false;
  const auto day = std::to_string(last_word_);
  hers.say(R"({"type":"call_invitation","id":"ring)" + day
           + R"(","target_user_id":"bob","call_type":"audio"})");
  const auto rung = hers.next("ack");
  if (!rung || !his.next("call_invitation")) return false;
  hers.say(R"({"type":"call_cancel","id":"enough)" + day + R"(","call_id":")"
           + text_in(*rung, "call_id") + "\"}");
  return his.next("call_cancelled").has_value();
}

double living_server::metric(const std::string& name) {
  const auto text = ask("GET", "/metrics").body;
  const auto found = text.find("\n" + name + ' ');
  if (found == std::string::npos) return 0;
  return std::strtod(text.c_str() + found + name.size() + 2, nullptr);
}

heard_client::heard_client(living_server& server, const std::string& token, std::string_view resume)
    : client_{server.running().front().address().port()},
      status_{client_.open("/ws?token=" + token
                           + (resume.empty() ? std::string{} : "&resume=" + encoded(resume)))} {}

/// Pings bound the wait: whatever was sent before its answer has come with it.
std::optional<std::string> heard_client::next(std::string_view type) {
  constexpr int most_looks = 200;
  for (int looks = 0; is_open() && looks < most_looks; ++looks) {
    const auto found = std::ranges::find(kept_, type, &heard::type);
    if (found != kept_.end()) {
      auto text = std::move(found->text);
      kept_.erase(found);
      return text;
    }
    if (looks > 0) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    listen();
  }
  return std::nullopt;
}

void heard_client::listen() {
  say(R"({"type":"ping"})");
  for (;;) {
    auto text = client_.read();
    if (!text) {
      status_ = 0;
      return;
    }
    auto told = text_in(*text, "type");
    // A ping that hits the fault is answered with an error.
    if (told == "pong" || told == "error") return;
    kept_.push_back({std::move(told), *std::move(text)});
  }
}

} // namespace switchboard::testing
