#pragma once

#include "transport/api/errand.hpp"
#include "transport/http/router.hpp"

#include <string>
#include <utility>
#include <vector>

namespace switchboard::api {

/// What the documentation says of a call.
struct call_doc {
  std::string summary;
  std::vector<http::answer_doc> answers = {};
  std::vector<http::parameter_doc> query = {};
};

/// The answer of a call that went well, with the schema of what is in it.
template <described View>
http::answer_doc answers_with(unsigned status, std::string doc) {
  return {status, std::move(doc), http::schema_of<View>()};
}

/// The longest name that a client may give a request.
constexpr std::size_t max_key_bytes = 128;

/// Adds the calls of one group to the server's table. A handler takes an errand and, where the call
/// has a body, what was read of it.
class route_table {
public:
  route_table(http::router& into, const ports& by, std::string tag)
      : into_{into}, by_{by}, tag_{std::move(tag)} {}

  template <class Handle>
  void add(http::method verb, std::string pattern, http::access who, call_doc doc, Handle handle) {
    http::route row;
    row.method = verb;
    row.pattern = std::move(pattern);
    row.who = who;
    row.handle = [&by = by_, handle = std::move(handle)](http::request asked,
                                                         http::responder answer) {
      if (auto wrong = fault_of_key(asked)) return answer(*std::move(wrong));
      handle(errand{by, std::move(asked), std::move(answer)});
    };
    add(std::move(row), std::move(doc));
  }

  template <described Body, class Handle>
  void add(http::method verb, std::string pattern, http::access who, call_doc doc, Handle handle) {
    auto row = http::route_with_body<Body>(
        verb, std::move(pattern), who,
        [&by = by_, handle = std::move(handle)](http::request asked, Body body,
                                                http::responder answer) {
          if (auto wrong = fault_of_key(asked)) return answer(*std::move(wrong));
          handle(errand{by, std::move(asked), std::move(answer)}, std::move(body));
        });
    add(std::move(row), std::move(doc));
  }

private:
  static std::optional<http::problem> fault_of_key(const http::request& asked);
  void add(http::route row, call_doc doc);

  http::router& into_;
  const ports& by_;
  std::string tag_;
};

} // namespace switchboard::api
