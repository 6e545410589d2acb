#include "tests/http/raw_client.hpp"
#include "tests/http/test_application.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard::testing {

namespace {

constexpr std::size_t large = 1024 * 1024;

std::string head_of(std::string_view path, std::size_t bytes, std::string_view more = {}) {
  return "POST " + std::string{path} + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
         + "Content-Length: " + std::to_string(bytes) + "\r\n" + std::string{more} + "\r\n";
}

std::string note_of(std::size_t bytes) {
  const std::string around = R"({"name":""})";
  return R"({"name":")" + std::string(bytes - around.size(), 'n') + R"("})";
}

constexpr std::string_view ada = "Authorization: Bearer ada\r\n";

std::string code_in(const raw_response& got) { return json::parse(got.body).at("code"); }

} // namespace

TEST_CASE("who may not send a body is told so before it is read") {
  test_server server;
  const struct {
    std::string head;
    int status;
  } cases[] = {{head_of("/notes", large), 401},
               {head_of("/admin", large), 405},
               {head_of("/nowhere", large), 404},
               {head_of("/greet", large), 413},
               {head_of("/notes", large, "Expect: 100-continue\r\n"), 401}};
  for (const auto& [head, status] : cases) {
    raw_client client{server.port()};
    client.send(head); // And nothing of the body.
    const auto got = client.read_response();
    CHECK(got.status == status);
    CHECK(got.has("Connection: close"));
  }
}

TEST_CASE("a small body of somebody who may not send it goes by, and the connection stays") {
  test_server server;
  raw_client client{server.port()};
  client.send(head_of("/notes", 5));
  client.send("12345" + head_of("/notes", 15, ada));
  CHECK(client.read_response().status == 401);
  client.send(note_of(15));
  CHECK(client.read_response().body == "ada: 4");
}

TEST_CASE("a large body is read aside, and others are answered meanwhile and after") {
  test_server server;
  raw_client client{server.port()};
  client.send(head_of("/notes", large, ada) + note_of(large));
  CHECK(client.read_response().body == "ada: " + std::to_string(large - 11));
  client.send(head_of("/notes", 15, ada) + note_of(15));
  CHECK(client.read_response().body == "ada: 4");
}

TEST_CASE("large bodies that wait are bounded for each address") {
  http::settings with;
  with.limits.max_waiting_body_bytes_per_address = 3 * large / 2;
  test_server server{with};
  raw_client first{server.port()};
  first.send(head_of("/notes", large, std::string{ada} + "Expect: 100-continue\r\n"));
  // It says so when the body has its place.
  constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  CHECK(first.read(go_on.size()) == go_on);
  first.send(note_of(large).substr(0, large - 1));
  raw_client second{server.port()};
  second.send(head_of("/notes", large, ada) + note_of(large));
  const auto refused = second.read_response();
  CHECK(refused.status == 503);
  CHECK(refused.has("Retry-After: 1"));
  first.send("}");
  CHECK(first.read_response().status == 200);
  raw_client third{server.port()};
  third.send(head_of("/notes", large, ada) + note_of(large));
  CHECK(third.read_response().status == 200);
}

TEST_CASE("a header that is longer than the parser can count is refused") {
  http::settings with;
  with.limits.max_head_bytes = 256 * 1024;
  test_server server{with};
  for (const std::size_t bytes : {65'000, 65'533, 65'534, 65'535, 65'536, 70'000}) {
    raw_client client{server.port()};
    client.send("GET /who/x HTTP/1.1\r\nHost: x\r\nX: " + std::string(bytes, 'h') + "\r\n\r\n");
    CHECK(client.read_response().status == 431);
  }
  raw_client client{server.port()};
  client.send("GET /who/x HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(client.read_response().status == 200);
}

TEST_CASE("an address has only so many connections, and whoever is too many is told") {
  http::settings with;
  with.max_connections_per_address = 2;
  test_server server{with};
  const std::string get = "GET /who/x HTTP/1.1\r\nHost: x\r\n\r\n";
  raw_client first{server.port()};
  {
    raw_client second{server.port()};
    second.send(get);
    CHECK(second.read_response().status == 200);
    raw_client third{server.port()};
    third.send(get);
    const auto refused = third.read_response();
    CHECK(refused.status == 429);
    CHECK(code_in(refused) == "too_many_connections");
    CHECK(refused.has("Retry-After: 5"));
    second.send("GET /who/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    second.read_to_end();
  }
  first.send(get);
  CHECK(first.read_response().status == 200);
}

TEST_CASE("what is asked for is counted by person, and else by address, and said") {
  const auto budgets = std::make_shared<net::shared_budgets>(
      net::pace{.per_s = 0.001, .at_once = 2}, net::pace{.per_s = 0.001, .at_once = 3});
  test_server server{{}, budgets};
  raw_client client{server.port()};
  const auto note = head_of("/notes", 15, ada) + note_of(15);
  client.send(note + note + note);
  const auto first = client.read_response();
  CHECK(first.status == 200);
  CHECK(first.has("RateLimit-Policy: \"user\";q=2;w=2000"));
  CHECK(first.has("RateLimit: \"user\";r=1;t="));
  CHECK(client.read_response().status == 200);
  const auto refused = client.read_response();
  CHECK(refused.status == 429);
  CHECK(code_in(refused) == "rate_limited");
  CHECK(refused.has("Retry-After: "));
  CHECK(refused.has("RateLimit: \"user\";r=0;t="));
  // Those who are refused are nobody, and so is who shows nothing.
  client.send(head_of("/notes", 2) + "{}");
  CHECK(client.read_response().status == 401);
  const std::string get = "GET /who/x HTTP/1.1\r\nHost: x\r\n\r\n";
  client.send(get + get + get);
  CHECK(client.read_response().has("RateLimit: \"address\";r=1;t="));
  CHECK(client.read_response().status == 200);
  CHECK(client.read_response().status == 429);
}

TEST_CASE("what leads nowhere is counted, too") {
  const auto budgets = std::make_shared<net::shared_budgets>(
      net::pace{.per_s = 0.001, .at_once = 2}, net::pace{.per_s = 0.001, .at_once = 2});
  test_server server{{}, budgets};
  raw_client client{server.port()};
  client.send("GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n"
              "BREW /who/x HTTP/1.1\r\nHost: x\r\n\r\n"
              "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(client.read_response().status == 404);
  CHECK(client.read_response().status == 405);
  CHECK(client.read_response().status == 429);
}

TEST_CASE("behind a trusted proxy the client is who the proxy says") {
  http::settings with;
  with.trusted_proxies = *net::address_list::parse({"127.0.0.1"});
  with.max_connections_per_address = 1;
  test_server server{with};
  raw_client first{server.port()};
  raw_client client{server.port()}; // A proxy has as many connections as it needs.
  client.send("GET /from HTTP/1.1\r\nHost: inside\r\nX-Forwarded-For: 6.6.6.6, 192.0.2.1\r\n"
              "X-Forwarded-Proto: https\r\nX-Forwarded-Host: calls.example.org\r\n\r\n");
  CHECK(client.read_response().body == "192.0.2.1 s calls.example.org");
}

TEST_CASE("a page under a name that somebody made to mean this server may not ask for changes") {
  http::settings with;
  with.allowed_origins = {"https://calls.example"};
  test_server server{with};
  const auto status_of = [&](std::string host, std::string origin) {
    raw_client client{server.port()};
    client.send("POST /echo HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin
                + "\r\nContent-Length: 0\r\n\r\n");
    return client.read_response().status;
  };
  CHECK(status_of("evil.example:8000", "http://evil.example:8000") == 403);
  CHECK(status_of("calls.example", "https://calls.example") == 200);
  CHECK(status_of("localhost:8000", "http://localhost:8000") == 200);
  CHECK(status_of("127.0.0.1:8000", "http://127.0.0.1:8000") == 200);
  CHECK(status_of("[::1]:8000", "http://[::1]:8000") == 200);
}

} // namespace switchboard::testing
