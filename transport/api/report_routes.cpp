#include "transport/api/report_routes.hpp"

#include "projections/report.hpp"
#include "transport/api/paging.hpp"
#include "transport/api/route_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;
using projections::read_models;

struct report_body {
  switchboard::user_id user_id;
  std::optional<switchboard::message_id> message_id;
  std::string reason;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &report_body::user_id, "Who is reported."},
                      field{"message_id", &report_body::message_id, "For which message."},
                      field{"reason", &report_body::reason, "What happened."}};
  }
};

struct settle_report_body {
  std::optional<std::string> note;

  static constexpr auto fields() {
    return std::tuple{
        field{"note", &settle_report_body::note, "What was done about it; told to admins alone."}};
  }
};

/// What the reporter is told of their report.
struct made_report {
  report_id id;
  switchboard::user_id user_id;
  std::optional<switchboard::message_id> message_id;
  std::string reason;

  static constexpr auto fields() {
    return std::tuple{field{"id", &made_report::id, "The report."},
                      field{"user_id", &made_report::user_id, "Who is reported."},
                      field{"message_id", &made_report::message_id, "For which message."},
                      field{"reason", &made_report::reason, "What the reporter wrote."}};
  }
};

struct made_report_view {
  made_report report;

  static constexpr auto fields() {
    return std::tuple{field{"report", &made_report_view::report, "The report."}};
  }
};

struct report_view {
  projections::report report;

  static constexpr auto fields() {
    return std::tuple{field{"report", &report_view::report, "The report as it is now."}};
  }
};

struct reports_view {
  std::vector<projections::report> reports;
  std::optional<std::uint64_t> next;

  static constexpr auto fields() {
    return std::tuple{
        field{"reports", &reports_view::reports, "The newest first."},
        field{"next", &reports_view::next, "As `before`, it gets the page after this one."}};
  }
};

constexpr std::array<std::string_view, 2> report_states{"waiting", "all"};

/// A message is reported by whoever may read it, and as one of the person who is reported.
std::optional<http::problem> fault_of_report(const read_models& past, const user_id& caller,
                                             const report_body& body) {
  if (!past.find_person(body.user_id)) return unknown_user();
  if (!body.message_id) return std::nullopt;
  const auto found = past.find_message(*body.message_id);
  if (!found || !past.is_member(found->room_id, caller)) return unknown_message();
  if (found->sender_id == body.user_id) return std::nullopt;
  return http::problem{422, "bad_target", "The message is not of the person who is reported."};
}

void make_report(const errand& of, const report_body& body) {
  of.look_back([of, body](const read_models& past) {
    if (auto wrong = fault_of_report(past, of.caller(), body)) return of.answer(*std::move(wrong));
    of.command<user::reply>(
        stream_of(of.caller()), user::make_report{body.user_id, body.message_id, body.reason},
        [of, body](const user::reply& made) {
          of.answer(201, made_report_view{{report_in(of.caller(), made.seq), body.user_id,
                                           body.message_id, body.reason}});
        });
  });
}

void list_reports(const errand& of) {
  auto page = page_of(of.asked());
  if (auto* wrong = std::get_if<http::problem>(&page)) return of.answer(std::move(*wrong));
  const auto state = of.asked().query("state").value_or(report_states.front());
  if (std::ranges::find(report_states, state) == report_states.end())
    return of.answer(bad_request("state must be waiting or all"));
  of.look_back([of, is_waiting = state == report_states.front(),
                wanted = std::get<page_wanted>(page)](const read_models& past) {
    auto found = past.reports(is_waiting, wanted.before, wanted.limit);
    of.answer(200, reports_view{std::move(found.reports), found.next});
  });
}

void show_report(const errand& of, const report_id& id) {
  of.look_back([of, id](const read_models& past) {
    auto found = past.find_report(id);
    if (!found) return of.answer(unknown_report());
    of.answer(200, report_view{*std::move(found)});
  });
}

void settle_report(const errand& of, const settle_report_body& body) {
  const report_id id{std::string{of.asked().parameter("report_id")}};
  const auto place = parse_report_id(id.value);
  if (!place) return of.answer(unknown_report());
  of.look_back([of, body, id, place = *place](const read_models& past) {
    if (!past.find_report(id)) return of.answer(unknown_report());
    of.command<user::reply>(stream_of(place.reporter),
                            user::settle_report{place.seq, of.caller(), body.note.value_or("")},
                            [of, id](const user::reply&) { show_report(of, id); });
  });
}

} // namespace

void add_report_routes(http::router& into, const ports& by) {
  route_table table{into, by, "reports"};
  table.add<report_body>(method::post, "/api/v1/reports", access::signed_in,
                         {"Report somebody to whoever runs the server",
                          {answers_with<made_report_view>(201, "The admins have it."),
                           {404, "`unknown_user`, `unknown_message`"},
                           {409, "`limit_reached`"},
                           {422, "`bad_value`, `too_long`, `bad_target`"}}},
                         [](const errand& of, const report_body& body) { make_report(of, body); });
  auto parameters = page_parameters();
  parameters.push_back({"state", "`waiting`, which is the default, or `all`.",
                        R"({"type":"string","enum":["waiting","all"]})"});
  table.add(method::get, "/api/v1/admin/reports", access::admin,
            {"What people reported",
             {answers_with<reports_view>(200, "Those that wait for an admin, or all."),
              {422, "`bad_request`"}},
             parameters},
            list_reports);
  table.add<settle_report_body>(
      method::post, "/api/v1/admin/reports/{report_id}/settle", access::admin,
      {"Say that a report was dealt with",
       {answers_with<report_view>(200, "The report as it is now."),
        {404, "`unknown_report`"},
        {422, "`too_long`"}}},
      [](const errand& of, const settle_report_body& body) { settle_report(of, body); });
}

} // namespace switchboard::api
