#include "transport/api/queue_routes.hpp"

#include "transport/api/paging.hpp"
#include "transport/api/route_table.hpp"

#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;
using projections::read_models;

struct queues_view {
  std::vector<projections::queue_now> queues;
  std::optional<std::string> next;

  static constexpr auto fields() {
    return std::tuple{
        field{"queues", &queues_view::queues, "In the order of their names."},
        field{"next", &queues_view::next, "What to give as `after` to go on; no more without."}};
  }
};

struct sides_view {
  std::vector<projections::queue_side> sides;

  static constexpr auto fields() {
    return std::tuple{field{"sides", &sides_view::sides, "In the order of service."}};
  }
};

struct service_view {
  projections::queue_service service;
  std::vector<projections::queue_quarter> quarters;

  static constexpr auto fields() {
    return std::tuple{
        field{"service", &service_view::service, "Over the whole time."},
        field{"quarters", &service_view::quarters, "Each quarter of an hour with customers."}};
  }
};

void list_queues(const errand& of) {
  auto limit = limit_of(of.asked());
  if (auto* wrong = std::get_if<http::problem>(&limit)) return of.answer(std::move(*wrong));
  of.look_back([of, limit = std::get<std::size_t>(limit)](const read_models& past) {
    queues_view told{past.queues(of.asked().query("after").value_or(""), limit + 1), {}};
    if (told.queues.size() > limit) {
      told.queues.pop_back();
      told.next = told.queues.back().queue;
    }
    of.answer(200, told);
  });
}

void list_sides(const errand& of) {
  const auto queue = parse_queue_name(of.asked().parameter("queue"));
  if (!queue) return of.answer(unknown_queue());
  auto limit = limit_of(of.asked());
  if (auto* wrong = std::get_if<http::problem>(&limit)) return of.answer(std::move(*wrong));
  of.look_back([of, queue, limit = std::get<std::size_t>(limit)](const read_models& past) {
    of.answer(200, sides_view{past.sides_of(*queue, limit)});
  });
}

void show_service(const errand& of) {
  constexpr std::int64_t day_ms = 24 * 3'600'000LL;
  const auto queue = parse_queue_name(of.asked().parameter("queue"));
  if (!queue) return of.answer(unknown_queue());
  const auto until_text = of.asked().query("until");
  const auto until = until_text ? parse_timestamp(*until_text) : of.now();
  const auto from_text = of.asked().query("from");
  const auto from = from_text ? parse_timestamp(*from_text)
                              : std::optional{timestamp{until.value_or(of.now()).ms - day_ms}};
  if (!from || !until)
    return of.answer(bad_request("from and until are times such as 2026-11-21T02:16:58Z"));
  of.look_back([of, queue, from, until](const read_models& past) {
    of.answer(200, service_view{past.service_of(*queue, *from, *until),
                                past.quarters_of(*queue, *from, *until)});
  });
}

void change_queue(const errand& of, const queue::settings& wanted) {
  const auto queue = parse_queue_name(of.asked().parameter("queue"));
  if (!queue) return of.answer(unknown_queue());
  of.command<queue::reply>(stream_of(*queue), queue::change_settings{wanted},
                           [of, wanted](const queue::reply&) { of.answer(200, wanted); });
}

} // namespace

void add_queue_routes(http::router& into, const ports& by) {
  route_table table{into, by, "queues"};
  table.add(method::get, "/api/v1/queues", access::agent,
            {"How the queues stand",
             {answers_with<queues_view>(200, "Those that were ever used, page by page."),
              {422, "`bad_request`"}},
             {{"after", "What `next` of the page before said; from the first if not said."},
              limit_parameter()}},
            list_queues);
  table.add(method::get, "/api/v1/queues/{queue}/sides", access::agent,
            {"Who is in a queue",
             {answers_with<sides_view>(200, "By their public ids, which let nobody in."),
              {404, "`unknown_queue`"}},
             {limit_parameter()}},
            list_sides);
  table.add(method::get, "/api/v1/queues/{queue}/service", access::agent,
            {"How well a queue's customers were served",
             {answers_with<service_view>(200, "Of those who came in that time."),
              {404, "`unknown_queue`"},
              {422, "`bad_request`"}},
             {{"from", "A time; a day before `until` if not said."},
              {"until", "A time; now if not said."}}},
            show_service);
  table.add<queue::settings>(method::put, "/api/v1/queues/{queue}/settings", access::admin,
                             {"Say how a queue works",
                              {answers_with<queue::settings>(200, "How it works from now on."),
                               {404, "`unknown_queue`"},
                               {422, "`bad_value`"}}},
                             change_queue);
}

} // namespace switchboard::api
