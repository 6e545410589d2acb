#include "tests/http/certificate.hpp"
#include "tests/http/client_frames.hpp"
#include "tests/http/raw_client.hpp"
#include "tests/http/socket_client.hpp"
#include "tests/http/test_application.hpp"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

namespace switchboard::testing {

namespace {

using websocket::close_code;
using websocket::closed_by;

std::uint16_t number(close_code code) { return static_cast<std::uint16_t>(code); }

/// An upgrade written by hand, for tests that go on with frames of their own making.
std::string upgrade_request(std::string_view more = {}) {
  return "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: keep-alive, "
         "Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
         + std::string{more} + "\r\n";
}

} // namespace

TEST_CASE("text of every size comes back") {
  http::settings with;
  with.websockets.messages.max_message_bytes = 1 << 20;
  with.websockets.outbox.max_bytes = 4 << 20;
  test_server server{with};
  plain_client client{server.port()};
  CHECK(client.open("/ws", "Sec-WebSocket-Protocol", "other, switchboard.v1") == 101);
  CHECK(client.header("Sec-WebSocket-Protocol") == "switchboard.v1");
  CHECK(server.sockets->opened.await());
  for (const std::size_t size : {0u, 1u, 125u, 126u, 65535u, 65536u, 1u << 20}) {
    const std::string text(size, 't');
    client.send(text);
    CHECK(client.read() == text);
  }
  client.ping();
  client.send("after the ping");
  CHECK(client.read() == "after the ping");
  client.close();
  const auto how = server.sockets->closed.await();
  REQUIRE(how);
  CHECK(how->by == closed_by::peer);
  CHECK(how->code == 1000);
  CHECK(how->reason == "bye");
}

TEST_CASE("the same under TLS") {
  const test_certificate certificate;
  http::settings with;
  with.websockets.messages.max_message_bytes = 1 << 20;
  with.websockets.outbox.max_bytes = 4 << 20;
  with.listen_tls =
      http::tls_settings{{"127.0.0.1", 0}, certificate.certificate_file(), certificate.key_file()};
  test_server server{with};
  boost::asio::ssl::context trust{boost::asio::ssl::context::tls_client};
  trust.load_verify_file(certificate.certificate_file());
  trust.set_verify_mode(boost::asio::ssl::verify_peer);

  socket_client<tls_socket> client{server->tls_address().port(), trust};
  CHECK(client.open() == 101);
  for (const std::size_t size : {1u, 16384u, 70000u, 1u << 20}) {
    const std::string text(size, 's');
    client.send(text);
    CHECK(client.read() == text);
  }
  const auto opened = server.sockets->opened.await();
  REQUIRE(opened);
  for (int i = 0; i < 1000; ++i)
    (*opened)->send(websocket::text_frame(std::to_string(i)));
  for (int i = 0; i < 1000; ++i)
    CHECK(client.read() == std::to_string(i));
  (*opened)->close(close_code::session_ended, "signed out");
  CHECK(client.read_close() == number(close_code::session_ended));

  boost::asio::ssl::context old{boost::asio::ssl::context::tlsv11_client};
  CHECK_THROWS(socket_client<tls_socket>{server->tls_address().port(), old});
}

TEST_CASE("an upgrade is refused with a problem document before it happens") {
  http::settings with;
  with.allowed_origins = {"https://app.example"};
  test_server server{with};
  const auto status_of = [&](std::string_view target, std::string_view header = {},
                             std::string_view value = {}) {
    return plain_client{server.port()}.open(target, header, value);
  };
  CHECK(status_of("/ws") == 101);
  CHECK(status_of("/ws?ticket=bad") == 401);
  CHECK(status_of("/who/x") == 400);
  CHECK(status_of("/nowhere") == 404);
  CHECK(status_of("/ws", "Origin", "https://evil.example") == 403);
  CHECK(status_of("/ws", "Origin", "https://app.example") == 101);
  CHECK(status_of("/ws", "Origin", "http://localhost") == 101);
  CHECK(status_of("/ws", "Sec-WebSocket-Version", "8") == 426);
  CHECK(status_of("/ws", "Sec-WebSocket-Key", "short") == 400);

  raw_client client{server.port()};
  client.send("GET /ws?ticket=bad HTTP/1.1" + upgrade_request().substr(16));
  const auto refused = client.read_response();
  CHECK(refused.status == 401);
  CHECK(refused.has("application/problem+json"));
  client.send(upgrade_request()); // The connection is good for another try.
  CHECK(client.read_response(false).has("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
}

TEST_CASE("frames sent with the upgrade are not lost, and many of them are answered in order") {
  test_server server;
  raw_client client{server.port()};
  std::string all = upgrade_request();
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    all += client_text(std::to_string(i));
    expected += *websocket::text_frame(std::to_string(i)).bytes;
  }
  client.send(all);
  CHECK(client.read_response(false).status == 101);
  CHECK(client.read(expected.size()) == expected);
}

TEST_CASE("what breaks the protocol is answered with its number, and the socket closed") {
  http::settings with;
  with.websockets.messages.max_message_bytes = 1000;
  test_server server{with};
  const struct {
    std::string bytes;
    close_code code;
  } cases[] = {
      {client_frame{.opcode = 2, .payload = "x"}.bytes(), close_code::unsupported_data},
      {client_text("\xff"), close_code::invalid_text},
      {client_text(std::string(1001, 'x')), close_code::message_too_big},
      {client_frame{.payload = "x", .is_masked = false}.bytes(), close_code::protocol_error},
      {client_text("throw"), close_code::internal_error},
      {client_text("close") + client_text("unheard"), close_code::session_ended},
  };
  for (const auto& [bytes, code] : cases) {
    CAPTURE(number(code));
    raw_client client{server.port()};
    client.send(upgrade_request());
    CHECK(client.read_response(false).status == 101);
    client.send(bytes);
    const auto farewell = client.read(4);
    REQUIRE(farewell.size() == 4);
    CHECK(farewell.substr(2) == close_payload(number(code)));
    const auto how = server.sockets->closed.await();
    REQUIRE(how);
    CHECK(how->by == closed_by::server);
    CHECK(how->code == number(code));
    client.send(client_frame{.opcode = 8, .payload = close_payload(1000)}.bytes());
    client.shut_sending();
    client.read_to_end();
  }
}

TEST_CASE("a dropped socket is told from a clean goodbye") {
  test_server server;
  plain_client client{server.port()};
  CHECK(client.open() == 101);
  client.drop();
  const auto how = server.sockets->closed.await();
  REQUIRE(how);
  CHECK(how->by == closed_by::nobody);
  const auto opened = server.sockets->opened.await();
  REQUIRE(opened);
  (*opened)->send(websocket::text_frame("to nobody")); // Must do nothing.
  (*opened)->close(close_code::normal, "");
}

TEST_CASE("the end of a socket is found right behind the last frame") {
  test_server server;
  for (int i = 0; i < 50; ++i) {
    raw_client client{server.port()};
    client.send(upgrade_request() + client_text("last words"));
    client.shut_sending();
    CHECK(client.read_to_end().starts_with("HTTP/1.1 101"));
    const auto how = server.sockets->closed.await();
    REQUIRE(how);
    CHECK(how->by == closed_by::nobody);
  }
}

TEST_CASE("frames of many threads arrive whole, and each thread's in order") {
  test_server server;
  plain_client client{server.port()};
  CHECK(client.open() == 101);
  const auto opened = server.sockets->opened.await();
  REQUIRE(opened);
  constexpr int threads = 4;
  constexpr int frames = 200; // All of them fit the outbox.
  std::vector<std::thread> senders;
  for (int t = 0; t < threads; ++t)
    senders.emplace_back([&, t] {
      for (int i = 0; i < frames; ++i)
        (*opened)->send(websocket::text_frame(std::to_string(t) + ' ' + std::to_string(i)));
    });
  std::vector<int> next(threads, 0);
  for (int i = 0; i < threads * frames; ++i) {
    const auto text = client.read();
    REQUIRE(text);
    const auto from = static_cast<std::size_t>((*text)[0] - '0');
    CHECK(text->substr(2) == std::to_string(next[from]++));
  }
  for (auto& each : senders)
    each.join();
}

TEST_CASE(
    "a consumer that does not read is closed with a number, and holds no more than its share") {
  http::settings with;
  with.websockets.outbox.max_bytes = 1 << 20;
  test_server server{with};
  plain_client client{server.port()};
  CHECK(client.open() == 101);
  const auto opened = server.sockets->opened.await();
  REQUIRE(opened);
  const auto big = websocket::text_frame(std::string(60'000, 'b'));
  std::optional<websocket::close_info> how;
  for (int i = 0; i < 1000; ++i) // More than the socket and the queue take together.
    (*opened)->send(big);
  how = server.sockets->closed.await();
  REQUIRE(how);
  CHECK(how->by == closed_by::server);
  CHECK(how->code == number(close_code::slow_consumer));
  CHECK(client.read_close() == number(close_code::slow_consumer));
}

TEST_CASE("whoever waits for a connection to drain is told when it has, and when it is closed") {
  http::settings with;
  with.websockets.outbox.max_bytes = 64 << 20;
  test_server server{with};
  plain_client client{server.port()};
  CHECK(client.open() == 101);
  const auto opened = server.sockets->opened.await();
  REQUIRE(opened);
  const auto told = std::make_shared<mailbox<std::string>>();
  const auto big = websocket::text_frame(std::string(32 << 20, 'b')); // More than a socket takes.
  (*opened)->send(big);
  (*opened)->when_drained([told] { told->put("drained"); });
  CHECK_FALSE(told->peek());
  client.raw().read_message_max(64 << 20);
  CHECK(client.read()->size() == 32 << 20);
  CHECK(told->await() == "drained");

  (*opened)->send(big);
  (*opened)->when_drained([told] { told->put("closed"); });
  CHECK_FALSE(told->peek());
  (*opened)->close(close_code::slow_consumer, "");
  CHECK(told->await() == "closed");
  (*opened)->when_drained([told] { told->put("at once"); });
  CHECK(told->peek() == "at once");
}

TEST_CASE("too many messages are dropped with warnings, and then the connection is closed") {
  http::settings with;
  with.websockets.frames_per_s = 0.001;
  with.websockets.frame_burst = 3;
  with.websockets.rate_warnings = 2;
  test_server server{with};
  plain_client client{server.port()};
  CHECK(client.open() == 101);
  for (const std::string text : {"1", "2", "3", "4", "5", "6"})
    client.send(text);
  for (const std::string expected : {"1", "2", "3", "slower", "slower"})
    CHECK(client.read() == expected);
  CHECK(client.read_close() == number(close_code::rate_limited));
  CHECK(server.sockets->limited.await() == "4");
  CHECK(server.sockets->limited.await() == "5");
}

TEST_CASE("frames that ask for nothing count as well: whoever floods with them is closed") {
  http::settings with;
  with.websockets.frames_per_s = 0.001;
  with.websockets.frame_burst = 3;
  with.websockets.rate_warnings = 2;
  test_server server{with};
  const auto pong = client_frame{.opcode = 0xa}.bytes();
  const auto first = client_frame{.payload = "begun", .is_final = false}.bytes();
  const auto empty = client_frame{.opcode = 0, .is_final = false}.bytes();
  for (const auto& flood :
       {pong + pong + pong + pong + pong, first + empty + empty + empty + empty}) {
    raw_client client{server.port()};
    client.send(upgrade_request());
    CHECK(client.read_response(false).status == 101);
    client.send(flood + pong + client_text("unheard"));
    const auto how = server.sockets->closed.await();
    REQUIRE(how);
    CHECK(how->by == closed_by::server);
    CHECK(how->code == number(close_code::rate_limited));
    CHECK(client.read_to_end().ends_with("in spite of warnings"));
  }
  CHECK_FALSE(server.sockets->texts.peek());
}

TEST_CASE("a message in pieces that keep to the rate arrives, and so does what comes after pongs") {
  http::settings with;
  with.websockets.frame_burst = 12;
  test_server server{with};
  raw_client client{server.port()};
  client.send(upgrade_request());
  CHECK(client.read_response(false).status == 101);
  auto bytes = client_frame{.payload = "0", .is_final = false}.bytes();
  for (const std::string piece : {"1", "2", "3", "4", "5", "6", "7", "8"})
    bytes += client_frame{.opcode = 0, .payload = piece, .is_final = piece == "8"}.bytes();
  client.send(bytes + client_frame{.opcode = 0xa}.bytes() + client_text("9"));
  CHECK(server.sockets->texts.await() == "012345678");
  CHECK(server.sockets->texts.await() == "9");
}

TEST_CASE("messages are counted in bytes too") {
  http::settings with;
  with.websockets.bytes_per_s = 0.001;
  with.websockets.byte_burst = 1000;
  with.websockets.rate_warnings = 2;
  test_server server{with};
  plain_client client{server.port()};
  CHECK(client.open() == 101);
  const std::string half(500, 'h');
  for (const auto& text : {half, half, half, half, half})
    client.send(text);
  for (const std::string& expected : {half, half, std::string{"slower"}, std::string{"slower"}})
    CHECK(client.read() == expected);
  CHECK(client.read_close() == number(close_code::rate_limited));
}

TEST_CASE("a silent client is pinged, and let go if it does not answer") {
  http::settings with;
  with.websockets.heartbeat_ms = std::chrono::milliseconds{40};
  with.websockets.pong_timeout_ms = std::chrono::milliseconds{40};
  test_server server{with};

  raw_client dead{server.port()};
  dead.send(upgrade_request());
  CHECK(dead.read_response(false).status == 101);
  const auto how = server.sockets->closed.await();
  REQUIRE(how);
  CHECK(how->by == closed_by::nobody);
  CHECK(how->code == number(close_code::heartbeat_missed));
  CHECK(dead.read_to_end().starts_with(std::string("\x89\x00", 2)));

  plain_client alive{server.port()};
  CHECK(alive.open() == 101);
  REQUIRE(server.sockets->opened.await()); // That of the dead one.
  const auto opened = server.sockets->opened.await();
  REQUIRE(opened);
  alive.on_ping = [&] {
    if (alive.pings() == 3) (*opened)->send(websocket::text_frame("still there"));
  };
  CHECK(alive.read() == "still there");
  CHECK(alive.pings() >= 3);
}

TEST_CASE("draining says goodbye to every WebSocket") {
  test_server server;
  plain_client one{server.port()};
  plain_client other{server.port()};
  CHECK(one.open() == 101);
  CHECK(other.open() == 101);
  bool were_all_gone = false;
  std::thread draining{[&] { were_all_gone = server->drain(std::chrono::seconds{5}); }};
  CHECK(one.read_close() == number(close_code::going_away));
  CHECK(other.read_close() == number(close_code::going_away));
  draining.join();
  CHECK(were_all_gone);
  CHECK(server->connection_count() == 0);
}

TEST_CASE("a server that stops at once leaves nothing behind") {
  auto sockets = std::shared_ptr<socket_log>{};
  std::optional<std::shared_ptr<websocket::connection>> opened;
  {
    test_server server;
    sockets = server.sockets;
    plain_client client{server.port()};
    CHECK(client.open() == 101);
    opened = sockets->opened.await();
    REQUIRE(opened);
  }
  CHECK(sockets->closed.await());
  (*opened)->send(websocket::text_frame("too late"));
}

} // namespace switchboard::testing
