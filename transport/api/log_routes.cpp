#include "transport/api/log_routes.hpp"

#include "transport/api/inquiry_bodies.hpp"
#include "transport/api/route_table.hpp"

#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;

/// Each step is a whole comparison of two states.
constexpr std::uint64_t max_steps = 20;

void inquire(const errand& of, inquiry asked) {
  of.by().inquire(std::move(asked), [of](http::response told) { of.answer(std::move(told)); });
}

std::optional<std::string> text_of(const errand& of, std::string_view name) {
  const auto given = of.asked().query(name);
  if (!given || given->empty()) return std::nullopt;
  return std::string{*given};
}

std::string in_path(const errand& of, std::string_view name) {
  return std::string{of.asked().parameter(name)};
}

void search_log(const errand& of) {
  auto page = page_of(of.asked());
  if (auto* wrong = std::get_if<http::problem>(&page)) return of.answer(std::move(*wrong));
  inquire(of, log_inquiry{text_of(of, "since"), text_of(of, "until"), text_of(of, "stream"),
                          text_of(of, "type"), text_of(of, "call"), text_of(of, "user"),
                          std::get<page_wanted>(page)});
}

void show_event(const errand& of) { inquire(of, event_inquiry{in_path(of, "event_id")}); }

void show_why(const errand& of) { inquire(of, why_inquiry{in_path(of, "call_id")}); }

void show_diagram(const errand& of) {
  diagram_inquiry asked{in_path(of, "call_id")};
  const auto form = text_of(of, "format").value_or("svg");
  if (form == "mermaid")
    asked.form = diagram_form::mermaid;
  else if (form == "text")
    asked.form = diagram_form::text;
  else if (form != "svg")
    return of.answer(bad_request("format must be svg, mermaid or text"));
  inquire(of, std::move(asked));
}

void show_changes(const errand& of, std::string stream) {
  const auto from = number_of(of.asked(), "from");
  const auto to = number_of(of.asked(), "to");
  if (!from || !to || *from > *to || *to - *from > max_steps)
    return of.answer(bad_request("from and to must be numbers of events, at most "
                                 + std::to_string(max_steps) + " apart"));
  inquire(of, changes_inquiry{std::move(stream), *from, *to});
}

void show_state(const errand& of) {
  auto stream = text_of(of, "stream");
  if (!stream) return of.answer(bad_request("stream must be user/ID, room/ID or queue/NAME"));
  auto at = text_of(of, "at");
  const bool is_of_changes = of.asked().query("from") || of.asked().query("to");
  if (at && is_of_changes) return of.answer(bad_request("at goes with neither from nor to"));
  if (is_of_changes) return show_changes(of, *std::move(stream));
  inquire(of, state_inquiry{*std::move(stream), std::move(at)});
}

std::vector<http::parameter_doc> filters() {
  auto all = page_parameters();
  all.insert(all.begin(),
             {{"stream", "Of one stream: `user/ID`, `room/ID` or `queue/NAME`."},
              {"type", "Of this type, or of all that begin so: `call_missed`, `room.call_`."},
              {"call", "Of one call, or of one side of a queue (`side_…`)."},
              {"user", "Of one user: their stream, and what they did elsewhere."},
              {"since", "Not older: a time, a day, or an age such as `15m`."},
              {"until", "Not younger: the same."}});
  return all;
}

void add_events(route_table& table) {
  table.add(method::get, "/api/v1/admin/log", access::admin,
            {"Search the log, from its newest end on",
             {answers_with<log_page_view>(
                  200, "A page; of what is rare it may hold few or none, and go on with `next`."),
              {422, "`bad_request`"},
              {503, "`busy`"}},
             filters()},
            search_log);
  table.add(method::get, "/api/v1/admin/log/{event_id}", access::admin,
            {"One event, where it came from, and what it led to",
             {answers_with<event_view>(200, "The record and its surroundings."),
              {404, "`unknown_event`"},
              {503, "`busy`"}}},
            show_event);
}

} // namespace

void add_log_routes(http::router& into, const ports& by) {
  route_table table{into, by, "admin"};
  add_events(table);
  table.add(method::get, "/api/v1/admin/calls/{call_id}/why", access::admin,
            {"Why a call ended as it did",
             {{200, "What `switchboard why --json` says.", R"({"type":"object"})"},
              {404, "`unknown_call`"},
              {503, "`busy`"}}},
            show_why);
  table.add(method::get, "/api/v1/admin/calls/{call_id}/diagram", access::admin,
            {"A call as a sequence diagram",
             {{200, "`image/svg+xml` or `text/plain`."},
              {404, "`unknown_call`"},
              {422, "`bad_request`"},
              {503, "`busy`"}},
             {{"format", "`svg` (if not said), `mermaid` or `text`.",
               R"({"type":"string","enum":["svg","mermaid","text"]})"}}},
            show_diagram);
  table.add(method::get, "/api/v1/admin/state", access::admin,
            {"A user, a room or a queue as it was",
             {answers_with<state_view>(
                  200, "The state; with `from` and `to`, what `switchboard state --diff --json` "
                       "says: a line of JSON for each event between them."),
              {404, "`unknown_stream`: there is none, or it does not reach that number"},
              {422, "`bad_request`"},
              {503, "`busy`"}},
             {{"stream", "Whose: `user/ID`, `room/ID` or `queue/NAME`."},
              {"at", "After this event's number, or at this time; now if not said."},
              {"from", "The number of the event before the first whose changes are wanted…"},
              {"to", "… and of the last of them."}}},
            show_state);
}

} // namespace switchboard::api
