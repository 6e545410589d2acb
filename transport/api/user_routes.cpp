#include "transport/api/user_routes.hpp"

#include "transport/api/paging.hpp"
#include "transport/api/route_table.hpp"
#include "transport/api/user_view.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;
using projections::read_models;

struct profile_body {
  std::string full_name;

  static constexpr auto fields() {
    return std::tuple{field{"full_name", &profile_body::full_name, "The name shown to others."}};
  }
};

struct status_body {
  availability status = availability::available;
  std::optional<bool> call_waiting;

  static constexpr auto fields() {
    return std::tuple{
        field{"status", &status_body::status, "What others see while a device is there."},
        field{"call_waiting", &status_body::call_waiting,
              "Whether a further call rings during a call."}};
  }
};

struct users_view {
  std::vector<user_view> users;

  static constexpr auto fields() {
    return std::tuple{field{"users", &users_view::users, "In the order of their ids."}};
  }
};

struct presences_view {
  std::vector<projections::presence> presences;

  static constexpr auto fields() {
    return std::tuple{field{"presences", &presences_view::presences, "In the order asked for."}};
  }
};

/// As whom somebody sees another person.
seen_by viewer_of(const errand& of, const read_models& past, const user_id& user) {
  if (user == of.caller()) return seen_by::owner;
  const bool may_see = of.by().is_presence_open || past.share_a_room(of.caller(), user);
  return may_see ? seen_by::others : seen_by::strangers;
}

void show_user(const errand& of, const user_id& user) {
  of.question<user::reply>(stream_of(user), user::look{}, [of, user](const user::reply& found) {
    if (user == of.caller()) return of.answer(200, view_of(*found.state, seen_by::owner));
    of.look_back([of, user, state = found.state](const read_models& past) {
      of.answer(200, view_of(*state, viewer_of(of, past, user)));
    });
  });
}

void show_named_user(const errand& of) {
  const auto user = parse_user_id(of.asked().parameter("user_id"));
  if (!user) return of.answer(unknown_user());
  show_user(of, *user);
}

void change(const errand& of, user::command what) {
  of.command<user::reply>(stream_of(of.caller()), std::move(what),
                          [of](const user::reply&) { show_user(of, of.caller()); });
}

void search_users(const errand& of) {
  const auto query = of.asked().query("query");
  if (!query || query->empty()) return of.answer(bad_request("query is needed"));
  auto limit = limit_of(of.asked());
  if (auto* wrong = std::get_if<http::problem>(&limit)) return of.answer(std::move(*wrong));
  of.look_back([of, limit = std::get<std::size_t>(limit)](const read_models& past) {
    users_view found;
    const auto query = *of.asked().query("query");
    const auto people = of.by().is_directory_open
                            ? past.search_people(query, limit)
                            : past.search_people_near(of.caller(), query, limit);
    for (const auto& each : people)
      found.users.push_back(view_of(each, past.presence_of(each.id),
                                    std::min(seen_by::others, viewer_of(of, past, each.id))));
    of.answer(200, found);
  });
}

/// Ids with commas between; nothing if there are too many or one cannot be an id.
std::optional<std::vector<user_id>> ids_in(std::string_view list) {
  std::vector<user_id> all;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    const auto id = parse_user_id(list.substr(0, end));
    if (!id || all.size() == max_page) return std::nullopt;
    all.push_back(*id);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return all;
}

void list_presences(const errand& of) {
  const auto ids = ids_in(of.asked().query("user_ids").value_or(""));
  if (!ids)
    return of.answer(bad_request("user_ids are at most " + std::to_string(max_page)
                                 + " ids with commas between"));
  of.look_back([of, ids](const read_models& past) {
    presences_view told{past.presences_of(*ids)};
    // Where somebody's devices are is nobody else's business.
    for (auto& each : told.presences) {
      if (viewer_of(of, past, each.user_id) == seen_by::strangers) {
        projections::presence unseen;
        unseen.user_id = each.user_id;
        each = std::move(unseen);
      }
      each.devices.clear();
      each.calls.clear();
    }
    of.answer(200, told);
  });
}

} // namespace

void add_user_routes(http::router& into, const ports& by) {
  route_table table{into, by, "users"};
  table.add(method::get, "/api/v1/users/me", access::signed_in,
            {"Who calls", {answers_with<user_view>(200, "The user, with the e-mail address.")}},
            [](const errand& of) { show_user(of, of.caller()); });
  table.add<profile_body>(
      method::patch, "/api/v1/users/me", access::signed_in,
      {"Change one's name",
       {answers_with<user_view>(200, "The user as it is now."), {422, "`too_long`"}}},
      [](const errand& of, const profile_body& body) {
        change(of, user::change_profile{std::nullopt, body.full_name});
      });
  table.add<status_body>(
      method::post, "/api/v1/users/me/status", access::signed_in,
      {"Say whether one may be disturbed",
       {answers_with<user_view>(200, "The user as it is now.")}},
      [](const errand& of, const status_body& body) {
        change(of, user::set_status{body.status, body.call_waiting.value_or(false)});
      });
  table.add(
      method::get, "/api/v1/users", access::signed_in,
      {"Find people",
       {answers_with<users_view>(200, "Whose id or name begins so, of those whom one shares a "
                                      "room with, and whose id or name it is exactly. With an "
                                      "open directory of everybody, and by e-mail address."),
        {422, "`bad_request`"}},
       {{"query", "What to look for.", R"({"type":"string","minLength":1})", true},
        limit_parameter()}},
      search_users);
  table.add(method::get, "/api/v1/presence", access::signed_in,
            {"Whether people are there",
             {answers_with<presences_view>(200, "Of each of them."), {422, "`bad_request`"}},
             {{"user_ids", "Ids, with commas between."}}},
            list_presences);
  table.add(method::get, "/api/v1/users/{user_id}", access::signed_in,
            {"A user",
             {answers_with<user_view>(200, "The user, and whether they are there."),
              {404, "`unknown_user`"}}},
            show_named_user);
}

} // namespace switchboard::api
