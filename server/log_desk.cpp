#include "server/log_desk.hpp"

#include "events/codec.hpp"
#include "threads/failures.hpp"
#include "tools/diagram.hpp"
#include "tools/log_show.hpp"
#include "tools/phrases.hpp"
#include "tools/reading.hpp"
#include "tools/search.hpp"
#include "tools/state.hpp"
#include "tools/usage_error.hpp"
#include "tools/why.hpp"
#include "transport/api/inquiry_bodies.hpp"
#include "transport/api/refusals.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::server {

namespace {

constexpr std::size_t max_waiting = 64;

http::problem busy() {
  return {503, "busy", "Too much is being asked of the log; try again.", {{"Retry-After", "1"}}};
}

std::vector<json_text> records_of(const std::vector<recorded>& events) {
  std::vector<json_text> records;
  for (const auto& each : events)
    records.push_back({encode(each.entry)});
  return records;
}

stream_id stream_named(const std::string& text) {
  auto stream = parse_stream_id(text);
  if (!stream)
    throw tools::usage_error{"stream must be user/ID, room/ID or queue/NAME, such as "
                             "room/direct~alice~bob"};
  return *std::move(stream);
}

/// A number is a number of an event; anything else is a time.
tools::fold_limit limit_named(const std::optional<std::string>& at, timestamp now) {
  if (!at) return {};
  if (!std::ranges::all_of(*at, [](char c) { return c >= '0' && c <= '9'; }))
    return {{}, tools::parse_moment(*at, now)};
  if (at->size() > 18) throw tools::usage_error{"at is more than any event's number"};
  return {std::stoull(*at), {}};
}

/// What to answer when what somebody names is not there, or names nothing.
struct absence {
  http::problem operator()(const api::log_inquiry&) const { return unknown("event"); }
  http::problem operator()(const api::event_inquiry&) const { return unknown("event"); }
  http::problem operator()(const api::why_inquiry&) const { return unknown("call"); }
  http::problem operator()(const api::diagram_inquiry&) const { return unknown("call"); }
  http::problem operator()(const api::state_inquiry&) const { return unknown("stream"); }
  http::problem operator()(const api::changes_inquiry&) const { return unknown("stream"); }

  http::problem unknown(const std::string& what) const { return {404, "unknown_" + what, detail}; }

  std::string detail;
};

/// A path that names nothing is a path to nothing; the rest of a request can be mended.
bool is_in_path(const api::inquiry& asked) {
  return std::holds_alternative<api::event_inquiry>(asked)
         || std::holds_alternative<api::why_inquiry>(asked)
         || std::holds_alternative<api::diagram_inquiry>(asked);
}

struct answering {
  const event_log& log;
  const tools::find_stay& stays;
  const timestamp now;

  http::response operator()(const api::log_inquiry& asked) const {
    tools::search wanted{.wanted = selection_of(asked),
                         .type_beginning = asked.type.value_or(""),
                         .before = asked.page.before,
                         .limit = asked.page.limit};
    const auto page = tools::find_page(log, wanted);
    return json(api::log_page_view{records_of(page.events), page.next});
  }

  http::response operator()(const api::event_inquiry& asked) const {
    const auto report = tools::report_event(log, asked.event);
    return json(api::event_view{
        {encode(report.event.entry)}, records_of(report.causes), records_of(report.consequences)});
  }

  http::response operator()(const api::why_inquiry& asked) const {
    return http::json_response(200, tools::to_json(tools::explain(log, asked.call, stays)));
  }

  http::response operator()(const api::diagram_inquiry& asked) const {
    const auto drawn =
        tools::exchange_of(tools::tell_call(log, tools::call_named(log, asked.call, stays)));
    switch (asked.form) {
    case api::diagram_form::svg:
      // Should a browser ever show it as a page of its own, it may do nothing there.
      return {200,
              "image/svg+xml",
              tools::draw_svg(drawn),
              {{"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"}}};
    case api::diagram_form::mermaid:
      return {200, "text/plain; charset=utf-8", tools::draw_mermaid(drawn)};
    case api::diagram_form::text:
      break;
    }
    return {200, "text/plain; charset=utf-8", tools::draw_text(drawn)};
  }

  http::response operator()(const api::state_inquiry& asked) const {
    const auto stream = stream_named(asked.stream);
    const auto past = tools::state_at(log, stream, limit_named(asked.at, now));
    api::state_view told;
    told.stream = to_string(stream);
    told.seq = tools::last_seq_of(past.state);
    told.last_seq = tools::last_seq(log, stream);
    told.time = past.at;
    if (const auto last = tools::find_event(log, stream, told.seq))
      told.event = {encode(last->entry)};
    told.state = {tools::to_json_text(past.state)};
    return json(told);
  }

  http::response operator()(const api::changes_inquiry& asked) const {
    const auto steps =
        tools::changes_between(log, stream_named(asked.stream), asked.from_seq, asked.to_seq);
    return {200, "application/x-ndjson", tools::to_json(steps)};
  }

private:
  template <class View>
  static http::response json(const View& view) {
    return http::json_response(200, switchboard::json::to_text(view));
  }

  std::optional<timestamp> moment_of(const std::optional<std::string>& text) const {
    return text ? std::optional{tools::parse_moment(*text, now)} : std::nullopt;
  }

  tools::selection selection_of(const api::log_inquiry& asked) const {
    tools::selection wanted;
    wanted.since = moment_of(asked.since);
    wanted.until = moment_of(asked.until);
    if (asked.stream) wanted.stream = stream_named(*asked.stream);
    if (asked.call) wanted.call = without_key(*asked.call);
    if (asked.user) {
      wanted.user = parse_recorded_user_id(without_key(*asked.user));
      if (!wanted.user) throw tools::usage_error{"user must be a user id"};
    }
    return wanted;
  }
};

} // namespace

log_desk::log_desk(const event_log& log, tools::find_stay stays, const clock& time,
                   people_log& people)
    : log_{log},
      stays_{std::move(stays)},
      time_{time},
      people_{people},
      workers_{{.name = "log desk", .threads = 1, .queue_bound = max_waiting, .nice = 5}} {}

void log_desk::take(api::inquiry asked, on_answer done) {
  const bool is_taken =
      workers_.submit([this, asked = std::move(asked), done] { done(answer_to(asked)); });
  if (!is_taken) done(busy());
}

http::response log_desk::answer_to(const api::inquiry& asked) const {
  try {
    return std::visit(answering{log_, stays_, time_.now()}, asked);
  } catch (const tools::not_found& missing) {
    return std::visit(absence{missing.what()}, asked);
  } catch (const tools::usage_error& wrong) {
    if (is_in_path(asked)) return std::visit(absence{wrong.what()}, asked);
    return api::bad_request(wrong.what());
  } catch (const std::exception& failure) {
    threads::failures().count(threads::failure_kind::boundary, "inquiry");
    people_.error("inquiry_failed", {{"cause", failure.what()}});
    return http::problem{500, "internal_error", "The server failed at this."};
  }
}

} // namespace switchboard::server
