#include "tests/http/raw_client.hpp"
#include "tests/http/test_application.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard::testing {

namespace {

using namespace std::string_literals;

constexpr std::string_view host = "Host: localhost\r\n";

std::string get(std::string_view target, std::string_view more = {}) {
  return "GET " + std::string{target} + " HTTP/1.1\r\n" + std::string{host} + std::string{more}
         + "\r\n";
}

std::string post(std::string_view target, std::string_view body, std::string_view more = {}) {
  const std::string_view type =
      more.find("Content-Type:") == more.npos ? "Content-Type: application/json\r\n" : "";
  return "POST " + std::string{target} + " HTTP/1.1\r\n" + std::string{host}
         + "Content-Length: " + std::to_string(body.size()) + "\r\n" + std::string{type}
         + std::string{more} + "\r\n" + std::string{body};
}

std::string code_of(const raw_response& got) {
  return got.body.empty() ? "" : std::string{json::parse(got.body).at("code")};
}

/// Sends something on a connection of its own, and gives back the first answer.
raw_response ask(test_server& server, std::string_view bytes) {
  raw_client client{server.port()};
  client.send(bytes);
  return client.read_response();
}

} // namespace

TEST_CASE("requests are answered one after the other on one connection") {
  test_server server;
  raw_client client{server.port()};
  for (const std::string name : {"ada", "bob", "cy"}) {
    client.send(get("/who/" + name + "?q=1%202"));
    const auto got = client.read_response();
    CHECK(got.status == 200);
    CHECK(got.body == name + "?1 2");
    CHECK(got.has("Connection: keep-alive"));
    CHECK(got.has("X-Content-Type-Options: nosniff"));
  }
  client.send(get("/who/last", "Connection: close\r\n"));
  CHECK(client.read_response().has("Connection: close"));
  CHECK(client.read_to_end().empty());
}

TEST_CASE("pipelined requests are answered in order, also behind one that takes its time") {
  test_server server;
  raw_client client{server.port()};
  std::string all = get("/held");
  for (int i = 0; i < 200; ++i)
    all += get("/who/" + std::to_string(i));
  client.send(all);
  auto answer = server.held->await();
  REQUIRE(answer);
  (*answer)(http::response{200, "text/plain", std::string{"held"}});
  CHECK(client.read_response().body == "held");
  for (int i = 0; i < 200; ++i)
    CHECK(client.read_response().body == std::to_string(i) + "?-");
}

TEST_CASE("a client that ends what it sends gets its answers, and then the connection's end") {
  test_server server;
  raw_client client{server.port()};
  client.send(get("/held"));
  auto answer = server.held->await();
  REQUIRE(answer);
  client.send(get("/who/last"));
  client.shut_sending(); // Nobody reads now; the end must still be found behind the request.
  (*answer)(http::response{200, "text/plain", std::string{"held"}});
  CHECK(client.read_response().body == "held");
  CHECK(client.read_response().body == "last?-");
  CHECK(client.read_to_end().empty());
}

TEST_CASE("bodies come with a length or in chunks, whole or byte by byte") {
  test_server server;
  CHECK(ask(server, post("/echo", "some text")).body == "some text");
  const std::string chunked = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "4\r\nsome\r\n5;ext=1\r\n text\r\n0\r\nX-Trailer: t\r\n\r\n";
  CHECK(ask(server, chunked).body == "some text");
  raw_client slow{server.port()};
  for (const char each : chunked + get("/who/next"))
    slow.send({&each, 1});
  CHECK(slow.read_response().body == "some text");
  CHECK(slow.read_response().body == "next?-");
}

TEST_CASE("a client that waits to be encouraged is") {
  test_server server;
  raw_client client{server.port()};
  client.send(
      "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  CHECK(client.read_response(false).status == 100);
  client.send("body");
  CHECK(client.read_response().body == "body");
  CHECK(ask(server, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n"
                    "Expect: 100-continue\r\n\r\n")
            .status
        == 413);
}

TEST_CASE("HEAD is GET without the body") {
  test_server server;
  raw_client client{server.port()};
  client.send("HEAD /who/ada HTTP/1.1\r\nHost: x\r\n\r\n" + get("/who/bob"));
  const auto head = client.read_response(false);
  CHECK(head.status == 200);
  CHECK(head.has("Content-Length: 5"));
  CHECK(client.read_response().body == "bob?-");
}

TEST_CASE("HTTP/1.0 is answered and closed") {
  test_server server;
  raw_client client{server.port()};
  client.send("GET /who/old HTTP/1.0\r\n\r\n");
  CHECK(client.read_to_end().ends_with("old?-"));
}

TEST_CASE("OPTIONS tells the methods, and a page of an allowed origin what it may send") {
  http::settings with;
  with.allowed_origins = {"https://app.example"};
  test_server server{with};
  const auto plain = ask(server, "OPTIONS /who/x HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(plain.status == 204);
  CHECK(plain.has("Allow: GET, HEAD, OPTIONS"));
  CHECK(ask(server, "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").status == 204);
  CHECK(ask(server, "OPTIONS /nowhere HTTP/1.1\r\nHost: x\r\n\r\n").status == 404);
  const auto preflight = ask(server, "OPTIONS /greet HTTP/1.1\r\nHost: x\r\nOrigin: "
                                     "https://app.example\r\nAccess-Control-Request-Method: "
                                     "POST\r\n\r\n");
  CHECK(preflight.status == 204);
  CHECK(preflight.has("Access-Control-Allow-Origin: https://app.example"));
  CHECK(preflight.has("Access-Control-Allow-Methods: POST, OPTIONS"));
  CHECK_FALSE(ask(server, get("/who/x", "Origin: https://evil.example\r\n"))
                  .has("Access-Control-Allow-Origin"));
  CHECK(ask(server, get("/who/x", "Origin: https://app.example\r\n"))
            .has("Access-Control-Allow-Origin: https://app.example"));
}

TEST_CASE("what is not there, not allowed or not understood is a problem document") {
  test_server server;
  const struct {
    std::string request;
    int status;
    std::string code;
  } cases[] = {
      {get("/nowhere"), 404, "not_found"},
      {get("/who"), 404, "not_found"},
      {get("/who/"), 404, "not_found"},
      {get("/greet"), 405, "method_not_allowed"},
      {post("/greet", "{}", "Content-Type: text/plain\r\n"), 415, "unsupported_media_type"},
      {post("/greet", "{}", "Content-Encoding: gzip\r\n"), 415, "unsupported_media_type"},
      {"POST /greet HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", 415,
       "unsupported_media_type"},
      {"TRACE /greet HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method_not_allowed"},
      {"TRACE /nowhere HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method_not_allowed"},
      {post("/greet", ""), 400, "bad_request"},
      {post("/greet", "{\"name\":"), 400, "bad_request"},
      {post("/greet", "[]"), 422, "bad_request"},
      {post("/greet", "{}"), 422, "bad_request"},
      {post("/greet", "{\"name\":7}"), 422, "bad_request"},
      {post("/greet", "{\"name\":\"x\",\"times\":-1}"), 422, "bad_request"},
      {post("/greet", "{\"name\":\"x\",\"times\":1e999}"), 400, "bad_request"},
      {post("/greet", std::string(10'000, '[')), 400, "bad_request"},
      {post("/greet", "{\"name\":\"\xff\"}"), 400, "bad_request"},
      {get("/admin"), 401, "unauthorized"},
      {get("/admin", "Authorization: Bearer agent1\r\n"), 403, "forbidden"},
      {get("/dropped"), 503, "unavailable"},
      {get("/broken"), 500, "internal_error"},
      {get("/ws"), 426, "upgrade_required"},
      {get("/who/%zz"), 400, "bad_target"},
      {get("/who/%00"), 400, "bad_target"},
      {get("/who/%ff"), 400, "bad_target"},
      {get("/who/a%2fb"), 400, "bad_target"},
      {get("/who/../who/x"), 400, "bad_target"},
      {get("ftp://x/who/ada"), 400, "bad_target"},
      {"BREW /who/x HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method_not_allowed"},
      {"CONNECT /who/x HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method_not_allowed"},
  };
  for (const auto& [request, status, code] : cases) {
    CAPTURE(request.substr(0, 200));
    const auto got = ask(server, request);
    CHECK(got.status == status);
    CHECK(got.has("Content-Type: application/problem+json"));
    CHECK(code_of(got) == code);
    CHECK_FALSE(std::string{json::parse(got.body).at("detail")}.empty());
  }
  CHECK(ask(server, get("/greet")).has("Allow: POST, OPTIONS"));
  CHECK(ask(server, get("/admin")).has("WWW-Authenticate: Bearer"));
  CHECK(ask(server, get("/admin", "Authorization: Bearer admin1\r\n")).body == "admin1");
  CHECK(ask(server, post("/greet", R"({"name":"ada","more":1})")).body == "hello ada");
  CHECK(ask(server, post("/greet", "{}")).body.find("body.name") != std::string::npos);
  CHECK(ask(server, get("http://localhost/who/ada")).body == "ada?-");
}

TEST_CASE("what two servers could read in two ways is refused, and the connection closed") {
  test_server server;
  const std::string begin = "POST /echo HTTP/1.1\r\nHost: x\r\n";
  const struct {
    std::string request;
    int status;
  } cases[] = {
      {begin + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {begin + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nbody", 400},
      {begin + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody", 400},
      {begin + "Content-Length: 4, 4\r\n\r\nbody", 400},
      {begin + "Content-Length: +4\r\n\r\nbody", 400},
      {begin + "Content-Length: -1\r\n\r\n", 400},
      {begin + "Content-Length: 99999999999999999999\r\n\r\n", 400},
      {begin + "Content-Length : 4\r\n\r\nbody", 400},
      {begin + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {begin + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      {begin + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501},
      {begin + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400},
      {begin + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", 400},
      {begin + "Transfer-Encoding: chunked\r\n\r\n3\r\nbody\r\n0\r\n\r\n", 400},
      {begin + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n", 400},
      {begin + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(8192, 'e'), 400},
      {begin + "Transfer-Encoding: chunked\r\n\r\n1 e\r\nx\r\n0\r\n\r\n", 400},
      {begin + "Transfer-Encoding: chunked\r\n\r\n1;e=\"\n\"\r\nx\r\n0\r\n\r\n", 400},
      {begin + "Transfer-Encoding: chunked\r\n\r\n0\r\nno trailer\r\n\r\n", 400},
      {begin + "X: folded\r\n line\r\n\r\n", 400},
      {begin + "X: a\rb\r\n\r\n", 400},
      {begin + "X: a\nY: b\r\n\r\n", 400},
      {begin + "X: a\0b\r\n\r\n"s, 400},
      {begin + "no colon\r\n\r\n", 400},
      {begin + ": no name\r\n\r\n", 400},
      {begin + "Host: y\r\n\r\n", 400},
      {"GET /who/x HTTP/1.1\r\n\r\n", 400},
      {"GET /who/x HTTP/2.0\r\nHost: x\r\n\r\n", 505},
      {"GET /who/x HTTP/1.1 \r\nHost: x\r\n\r\n", 400},
      {"GET /who/x HTTX/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /who/x\r\nHost: x\r\n\r\n", 400},
      {"GET  /who/x HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /who/\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"GET /who/\0 HTTP/1.1\r\nHost: x\r\n\r\n"s, 400},
      {"\x16\x03\x01\x02\x00\x01\x00"s, 400},
      {"GET /" + std::string(9'000, 'u') + " HTTP/1.1\r\nHost: x\r\n\r\n", 414},
      {"GET /" + std::string(9'000, 'u'), 414},
      {begin + "X: " + std::string(40'000, 'h') + "\r\n\r\n", 431},
      {begin + "Content-Length: 2000000\r\n\r\n", 413},
  };
  for (const auto& [request, status] : cases) {
    CAPTURE(request.substr(0, 120));
    raw_client client{server.port()};
    client.send(request);
    const auto got = client.read_response();
    CHECK(got.status == status);
    CHECK(got.has("Connection: close"));
    CHECK(client.read_to_end().empty());
  }
  std::string many = begin;
  for (int i = 0; i < 101; ++i)
    many += "X-" + std::to_string(i) + ": y\r\n";
  CHECK(ask(server, many + "\r\n").status == 431);
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'c') + "\r\n";
  std::string too_much = begin + "Transfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 17; ++i)
    too_much += chunk;
  CHECK(ask(server, too_much).status == 413);
  CHECK(ask(server, get("/who/still-here")).status == 200);
}

TEST_CASE("a client that dawdles loses its connection") {
  http::settings with;
  with.deadlines.head_timeout_ms = std::chrono::milliseconds{60};
  with.deadlines.body_timeout_ms = std::chrono::milliseconds{60};
  with.deadlines.idle_timeout_ms = std::chrono::milliseconds{60};
  with.deadlines.answer_timeout_ms = std::chrono::milliseconds{60};
  with.deadlines.write_timeout_ms = std::chrono::milliseconds{60};
  with.deadlines.linger_timeout_ms = std::chrono::milliseconds{60};
  test_server server{with};

  raw_client silent{server.port()};
  CHECK(silent.read_to_end().empty());

  raw_client slow_head{server.port()};
  slow_head.send("GET /who/x HTTP/1.1\r\nHo");
  CHECK(slow_head.read_response().status == 408);
  slow_head.read_to_end();

  raw_client slow_body{server.port()};
  slow_body.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  CHECK(slow_body.read_response().status == 408);

  raw_client idle{server.port()};
  idle.send(get("/who/x"));
  CHECK(idle.read_response().status == 200);
  CHECK(idle.read_to_end().empty());

  raw_client unanswered{server.port()};
  unanswered.send(get("/held"));
  CHECK(unanswered.read_response().status == 503);
  unanswered.read_to_end();
  const auto late = server.held->await();
  REQUIRE(late);
  (*late)(http::no_content());

  raw_client slow_reader{server.port()};
  slow_reader.send(get("/big"));
  for (auto record = server.records->await(); record; record = server.records->await())
    if (record->route == "/big") break;
  // It has read nothing when the server gives up, which shows in that the body ends early.
  CHECK(server->drain(std::chrono::seconds{5}));
  CHECK(slow_reader.read_to_end().size() < (32u << 20));
}

TEST_CASE("a request has an id, in the answer and in the record") {
  test_server server;
  CHECK(ask(server, get("/who/x", "X-Request-Id: my-id.1\r\n")).has("X-Request-Id: my-id.1\r\n"));
  const auto record = server.records->await();
  REQUIRE(record);
  CHECK(record->request_id == "my-id.1");
  CHECK(record->route == "/who/{name}");
  CHECK(record->method == "GET");
  CHECK(record->status == 200);
  CHECK(record->remote_address == "127.0.0.1");
  const auto other = ask(server, get("/who/x", "X-Request-Id: no good\r\n"));
  CHECK(other.has("X-Request-Id: "));
  CHECK_FALSE(other.has("no good"));
}

TEST_CASE("a server that cannot listen says what and where") {
  test_server first;
  http::settings taken;
  taken.listen = http::listen_address{"127.0.0.1", first.port()};
  CHECK_THROWS_WITH_AS(
      (http::server{taken, {}}),
      ("cannot listen on 127.0.0.1:" + std::to_string(first.port()) + ": Address already in use")
          .c_str(),
      http::listen_error);
  http::settings nonsense;
  nonsense.listen = http::listen_address{"no-such-host", 0};
  CHECK_THROWS_WITH_AS((http::server{nonsense, {}}),
                       "cannot listen on no-such-host:0: not an IP address", http::listen_error);
  http::settings secured;
  secured.listen.reset();
  secured.listen_tls =
      http::tls_settings{{"127.0.0.1", 0}, "/nowhere/cert.pem", "/nowhere/key.pem"};
  try {
    http::server{secured, {}};
    FAIL("a certificate that is not there was taken");
  } catch (const http::listen_error& refused) {
    CHECK(std::string{refused.what()}.starts_with(
        "cannot use the certificate in /nowhere/cert.pem: "));
  }
}

TEST_CASE("draining ends exchanges in good order") {
  test_server server;
  CHECK(ask(server, get("/readyz")).status == 200);
  server->set_unready("the log is being read");
  CHECK(code_of(ask(server, get("/readyz"))) == "not_ready");
  CHECK(ask(server, get("/healthz")).status == 200);

  raw_client idle{server.port()};
  idle.send(get("/who/x"));
  CHECK(idle.read_response().status == 200);
  raw_client busy{server.port()};
  busy.send(get("/held"));
  const auto answer = server.held->await();
  REQUIRE(answer);
  CHECK_FALSE(server->drain(std::chrono::milliseconds{30})); // One is not answered yet.
  CHECK(idle.read_to_end().empty());
  (*answer)(http::no_content());
  const auto got = busy.read_response();
  CHECK(got.status == 204);
  CHECK(got.has("Connection: close"));
  busy.read_to_end();
  CHECK_FALSE(raw_client{server.port()}.is_connected());
}

} // namespace switchboard::testing
