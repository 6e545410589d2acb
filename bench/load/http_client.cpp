#include "bench/load/http_client.hpp"

#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

namespace switchboard::load {

namespace {

constexpr std::chrono::seconds answer_limit{60};

int number_after(std::string_view text, std::string_view name) {
  int number = 0;
  const auto found = text.find(name);
  if (found == text.npos) return 0;
  const auto* begin = text.data() + found + name.size();
  std::from_chars(begin, text.data() + text.size(), number);
  return number;
}

} // namespace

void http_client::post(const std::string& path, const std::string& token, const std::string& json,
                       answered then) {
  waiting_.push_back(std::move(then));
  write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n")
        + "Content-Length: " + std::to_string(json.size()) + "\r\n\r\n" + json);
}

std::size_t http_client::on_bytes(std::span<char> bytes) {
  const std::string_view text{bytes.data(), bytes.size()};
  const auto head = text.find("\r\n\r\n");
  if (head == text.npos || waiting_.empty()) return 0;
  const auto body_bytes =
      static_cast<std::size_t>(number_after(text.substr(0, head), "Content-Length: "));
  if (text.size() < head + 4 + body_bytes) return 0;
  const auto then = std::move(waiting_.front());
  waiting_.pop_front();
  then({number_after(text, "HTTP/1.1 "), std::string{text.substr(head + 4, body_bytes)}});
  return head + 4 + body_bytes;
}

void http_client::on_end(const std::string& why) {
  for (const auto& each : std::exchange(waiting_, {}))
    each({0, why});
}

std::string post_and_wait(event_loop& loop, std::uint16_t port, const std::string& path,
                          const std::string& token, const std::string& json) {
  std::optional<http_answer> came;
  http_client client{loop, port};
  client.post(path, token, json, [&](const http_answer& answer) { came = answer; });
  loop.run_until([&] { return came.has_value(); }, answer_limit, "an answer to POST " + path);
  if (came->status / 100 != 2) throw std::runtime_error{"POST " + path + ": " + came->body};
  return came->body;
}

} // namespace switchboard::load
