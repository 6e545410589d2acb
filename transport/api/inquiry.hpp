#pragma once

#include "transport/api/paging.hpp"
#include "transport/http/response.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

/// What an admin may ask of the log, in the words of the request. It is answered on a thread that
/// may take its time, by what the command line answers it with.
namespace switchboard::api {

struct log_inquiry {
  std::optional<std::string> since;
  std::optional<std::string> until;
  std::optional<std::string> stream;
  std::optional<std::string> type;
  std::optional<std::string> call;
  std::optional<std::string> user;
  page_wanted page;
};

struct event_inquiry {
  std::string event;
};

struct why_inquiry {
  std::string call;
};

enum class diagram_form : std::uint8_t { svg, mermaid, text };

struct diagram_inquiry {
  std::string call;
  diagram_form form = diagram_form::svg;
};

/// Without `at`, as it is now.
struct state_inquiry {
  std::string stream;
  std::optional<std::string> at;
};

struct changes_inquiry {
  std::string stream;
  std::uint64_t from_seq = 0;
  std::uint64_t to_seq = 0;
};

using inquiry = std::variant<log_inquiry, event_inquiry, why_inquiry, diagram_inquiry,
                             state_inquiry, changes_inquiry>;

/// Answers on a thread of its own choice, or at once when too much is being asked.
using inquire_port = std::function<void(inquiry, std::function<void(http::response)>)>;

} // namespace switchboard::api
