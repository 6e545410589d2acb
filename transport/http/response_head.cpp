#include "transport/http/response_head.hpp"

#include <boost/beast/http/status.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>

namespace switchboard::http {

namespace {

void add(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  // A value that came from elsewhere must not begin a line of its own.
  std::ranges::copy_if(value, std::back_inserter(out),
                       [](char c) { return c != '\r' && c != '\n' && c != '\0'; });
  out += "\r\n";
}

bool has(const header_list& headers, std::string_view name) {
  return std::ranges::any_of(headers, [&](const auto& each) { return each.first == name; });
}

/// Said anew once a second on each thread.
const std::string& date_now() {
  static thread_local std::int64_t said_for = 0;
  static thread_local std::string said;
  const auto now = static_cast<std::int64_t>(std::time(nullptr));
  if (now != said_for) said = http_date(said_for = now);
  return said;
}

void add_security(std::string& out, const response& told, bool is_encrypted) {
  add(out, "X-Content-Type-Options", "nosniff");
  add(out, "X-Frame-Options", "DENY");
  add(out, "Referrer-Policy", "no-referrer");
  if (is_encrypted) add(out, "Strict-Transport-Security", "max-age=31536000");
  // Answers are about a person or a moment unless the handler knows better.
  if (!has(told.headers, "Cache-Control")) add(out, "Cache-Control", "no-store");
}

} // namespace

std::string http_date(std::int64_t unix_time_s) {
  static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto seconds = static_cast<std::time_t>(unix_time_s);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                 days[utc.tm_wday], utc.tm_mday, months[utc.tm_mon],
                                 utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string response_head(const response& told, const response_frame& around) {
  const auto reason =
      boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(told.status));
  std::string out;
  out.reserve(512);
  out.append("HTTP/1.1 ").append(std::to_string(told.status)).append(" ");
  out.append(reason.data(), reason.size()).append("\r\n");
  add(out, "Date", date_now());
  add(out, "Server", "switchboard");
  if (!told.content_type.empty()) add(out, "Content-Type", told.content_type);
  if (told.status != 204 && told.status != 304)
    add(out, "Content-Length", std::to_string(told.body ? told.body->size() : 0));
  add(out, "Connection", around.keep_alive ? "keep-alive" : "close");
  add(out, "X-Request-Id", around.request_id);
  add_security(out, told, around.is_encrypted);
  if (told.status == 401 && !has(told.headers, "WWW-Authenticate"))
    add(out, "WWW-Authenticate", "Bearer");
  for (const auto& [name, value] : told.headers)
    add(out, name, value);
  for (const auto& [name, value] : around.more)
    add(out, name, value);
  return out += "\r\n";
}

std::string upgrade_head(std::string_view accept, std::string_view subprotocol,
                         std::string_view request_id) {
  std::string out = "HTTP/1.1 101 Switching Protocols\r\n";
  add(out, "Upgrade", "websocket");
  add(out, "Connection", "Upgrade");
  add(out, "Sec-WebSocket-Accept", accept);
  if (!subprotocol.empty()) add(out, "Sec-WebSocket-Protocol", subprotocol);
  add(out, "X-Request-Id", request_id);
  return out += "\r\n";
}

} // namespace switchboard::http
