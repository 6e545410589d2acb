#include "tests/http/test_application.hpp"

#include <stdexcept>

namespace switchboard::testing {

namespace {

http::route plain_route(http::method verb, std::string pattern, http::access who,
                        http::request_handler handle) {
  http::route row;
  row.method = verb;
  row.pattern = std::move(pattern);
  row.who = who;
  row.handle = std::move(handle);
  return row;
}

/// The bearer's name is the user, and its first letter says how much they may do.
void authenticate(const http::request& asked, http::access who, const http::auth_responder& done) {
  auto token = asked.header("authorization");
  if (!token.starts_with("Bearer "))
    return done(http::problem{401, "unauthorized", "Sign in first."});
  token.remove_prefix(7);
  const auto rank = token.starts_with("admin")   ? http::access::admin
                    : token.starts_with("agent") ? http::access::agent
                                                 : http::access::signed_in;
  if (rank < who) return done(http::problem{403, "forbidden", "This is not for you."});
  done(http::principal{std::string{token}, "session", rank});
}

http::response told(std::string text) { return {200, "text/plain", std::move(text)}; }

} // namespace

http::application test_server::make_application() {
  using http::access;
  using http::method;
  http::application app;
  app.authenticate = authenticate;
  app.budgets = budgets;
  app.on_exchange = [records = records](const http::exchange_record& each) { records->put(each); };
  auto& routes = app.routes;
  routes.add(plain_route(method::get, "/who/{name}", access::anyone,
                         [](const http::request& asked, const http::responder& answer) {
                           answer(told(std::string{asked.parameter("name")} + "?"
                                       + std::string{asked.query("q").value_or("-")}));
                         }));
  routes.add(plain_route(
      method::post, "/echo", access::anyone,
      [](const http::request& asked, const http::responder& answer) { answer(told(asked.body)); }));
  routes.add(plain_route(method::get, "/admin", access::admin,
                         [](const http::request& asked, const http::responder& answer) {
                           answer(told(asked.caller.user_id));
                         }));
  routes.add(plain_route(method::get, "/held", access::anyone,
                         [held = held](const http::request&, http::responder answer) {
                           held->put(std::move(answer));
                         }));
  routes.add(plain_route(method::get, "/dropped", access::anyone,
                         [](const http::request&, const http::responder&) {}));
  routes.add(plain_route(method::get, "/broken", access::anyone,
                         [](const http::request&, const http::responder&) {
                           throw std::runtime_error{"broken on purpose"};
                         }));
  routes.add(plain_route(method::get, "/big", access::anyone,
                         [](const http::request&, const http::responder& answer) {
                           answer(told(std::string(32 << 20, 'b')));
                         }));
  routes.add(http::route_with_body<greeting>(
      method::post, "/greet", access::anyone,
      [](const http::request&, const greeting& body, const http::responder& answer) {
        answer(told("hello " + body.name));
      }));
  routes.add(http::route_with_body<greeting>(
      method::post, "/notes", access::signed_in,
      [](const http::request& asked, const greeting& body, const http::responder& answer) {
        answer(told(asked.caller.user_id + ": " + std::to_string(body.name.size())));
      }));
  routes.add(plain_route(method::get, "/from", access::anyone,
                         [](const http::request& asked, const http::responder& answer) {
                           answer(told(asked.remote_address + (asked.is_encrypted ? " s " : " - ")
                                       + asked.host));
                         }));
  http::route socket;
  socket.pattern = "/ws";
  socket.handle = [sockets = sockets](const http::request& asked,
                                      const http::upgrade_responder& answer) {
    if (asked.query("ticket") == "bad")
      return answer(http::problem{401, "unauthorized", "That ticket is not good."});
    answer(std::make_unique<echo_handler>(sockets));
  };
  routes.add(std::move(socket));
  return app;
}

} // namespace switchboard::testing
