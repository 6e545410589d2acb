#include "projections/directory.hpp"
#include "projections/presences.hpp"
#include "projections/read_models_implementation.hpp"

#include <string>

namespace switchboard::projections {

namespace {

/// Behind every text that begins with the prefix: no character sorts after this one.
std::string end_of_prefix(std::string_view prefix) {
  return std::string{prefix} + "\xf4\x8f\xbf\xbf";
}

presence presence_from(reader& on, const user_id& id) {
  static const auto select = sql::select<presence>("WHERE user_id = ?");
  if (auto known = on.first<presence>(select, id)) return *std::move(known);
  presence unseen;
  unseen.user_id = id;
  return unseen;
}

} // namespace

std::optional<person> read_models::find_person(const user_id& id) const {
  static const auto select = sql::select<person>("WHERE id = ?");
  return implementation_->from.ask([&](reader& on) { return on.first<person>(select, id); });
}

std::optional<person> read_models::find_person_by_email(std::string_view email) const {
  static const auto select = sql::select<person>("WHERE email = ? COLLATE NOCASE");
  return implementation_->from.ask([&](reader& on) { return on.first<person>(select, email); });
}

std::optional<person> read_models::find_person_by_uuid(std::string_view uuid) const {
  static const auto select = sql::select<person>("WHERE uuid = ?");
  return implementation_->from.ask([&](reader& on) { return on.first<person>(select, uuid); });
}

std::vector<person> read_models::search_people(std::string_view prefix, std::size_t limit) const {
  // Each part by its own index, and no more of it than can be shown.
  static const auto first_by = [](const std::string& column) {
    return "SELECT * FROM ("
           + sql::select<person>("WHERE " + column + " >= ?1 COLLATE NOCASE AND " + column
                                 + " < ?2 COLLATE NOCASE ORDER BY " + column
                                 + " COLLATE NOCASE LIMIT ?3")
           + ")";
  };
  static const auto select = first_by("id") + " UNION " + first_by("full_name") + " UNION "
                             + sql::select<person>("WHERE email = ?1 COLLATE NOCASE")
                             + " ORDER BY id LIMIT ?3";
  const auto end = end_of_prefix(prefix);
  return implementation_->from.ask(
      [&](reader& on) { return on.all<person>(select, prefix, end, clamped(limit)); });
}

std::vector<person> read_models::search_people_near(const user_id& seeker, std::string_view prefix,
                                                    std::size_t limit) const {
  static const auto begins_so = [](const std::string& column) {
    return "(" + column + " >= ?1 COLLATE NOCASE AND " + column + " < ?2 COLLATE NOCASE)";
  };
  static const auto select =
      sql::select<person>(
          "WHERE id IN (SELECT near.value FROM memberships AS own JOIN conversations"
          " ON conversations.room_id = own.room_id"
          " JOIN json_each(conversations.members) AS near WHERE own.user_id = ?4)"
          " AND ("
          + begins_so("id") + " OR " + begins_so("full_name") + ")")
      + " UNION "
      + sql::select<person>("WHERE id = ?1 COLLATE NOCASE OR full_name = ?1 COLLATE NOCASE")
      + " ORDER BY id LIMIT ?3";
  const auto end = end_of_prefix(prefix);
  return implementation_->from.ask(
      [&](reader& on) { return on.all<person>(select, prefix, end, clamped(limit), seeker); });
}

std::vector<person> read_models::people(std::string_view after, std::size_t limit) const {
  static const auto select = sql::select<person>("WHERE id > ? ORDER BY id LIMIT ?");
  return implementation_->from.ask(
      [&](reader& on) { return on.all<person>(select, after, clamped(limit)); });
}

presence read_models::presence_of(const user_id& id) const {
  return implementation_->from.ask([&](reader& on) { return presence_from(on, id); });
}

std::vector<presence> read_models::presences_of(const std::vector<user_id>& ids) const {
  return implementation_->from.ask([&](reader& on) {
    std::vector<presence> all;
    all.reserve(ids.size());
    for (const auto& each : ids)
      all.push_back(presence_from(on, each));
    return all;
  });
}

} // namespace switchboard::projections
