#include "transport/http/request_reader.hpp"
#include "transport/http/router.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace switchboard::http;

const router& table() {
  static const router all = [] {
    router made;
    for (const char* pattern : {"/", "/api/v1/calls/{call_id}", "/api/v1/calls/active",
                                "/api/v1/{kind}/{id}/more", "/files/{path...}"}) {
      route row;
      row.pattern = pattern;
      row.handle = [](const request&, const responder&) {};
      made.add(std::move(row));
    }
    return made;
  }();
  return all;
}

/// All requests that some bytes hold, coming in pieces of a size, and where each would go.
std::string requests_of(const std::string& bytes, std::size_t piece_size) {
  static const request_limits limits{.max_target_bytes = 512,
                                     .max_head_bytes = 2048,
                                     .max_header_fields = 16,
                                     .max_body_bytes = 64};
  request_reader reader{limits};
  request whole;
  std::string input;
  std::string seen;
  for (std::size_t from = 0; from < bytes.size(); from += piece_size) {
    input += bytes.substr(from, piece_size);
    for (auto reached = reader.take(input); reached >= request_reader::stage::judging;
         reached = reader.take(input)) {
      // Where a broken head is found out depends on how much of it is there, but not that it is.
      if (reached == request_reader::stage::refused) return seen + "refused";
      if (reached == request_reader::stage::judging) {
        whole = reader.open();
        reader.accept(limits.max_body_bytes);
        continue;
      }
      if (reached == request_reader::stage::body) break;
      whole.body = reader.release_body();
      if (whole.body.size() > limits.max_body_bytes) std::abort();
      seen += whole.target_text + ' ' + whole.body + '\n';
      if (const auto target = parse_target(whole.target_text)) {
        const auto matched = table().find(whole.method, target->segments);
        if (matched.found != nullptr) seen += matched.found->pattern + '\n';
      }
    }
  }
  return seen;
}

} // namespace

/// Whatever comes, in whatever pieces it comes, the same requests are read from it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string bytes{reinterpret_cast<const char*>(data + 1), size - 1};
  const std::size_t piece_size = 1 + data[0] % 32;
  if (requests_of(bytes, bytes.size() + 1) != requests_of(bytes, piece_size)) std::abort();
  return 0;
}
