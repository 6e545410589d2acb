#include "projections/directory.hpp"

#include <variant>

namespace switchboard::projections {

namespace {

struct directory_change {
  table<person>& people;
  const user_id id;
  const timestamp at;

  void operator()(const user::registered& happened) const {
    people.put({id, happened.uuid, happened.email, happened.full_name, happened.role, false, at});
  }
  void operator()(const user::profile_changed& happened) const {
    people.edit({id}, [&](person& known) {
      if (happened.email) known.email = happened.email;
      if (happened.full_name) known.full_name = *happened.full_name;
    });
  }
  void operator()(const user::role_changed& happened) const {
    people.edit({id}, [&](person& known) { known.role = happened.role; });
  }
  void operator()(const user::banned&) const { set_banned(true); }
  void operator()(const user::unbanned&) const { set_banned(false); }
  template <class Other>
  void operator()(const Other&) const {}

  void set_banned(bool is_banned) const {
    people.edit({id}, [&](person& known) { known.is_banned = is_banned; });
  }
};

} // namespace

void directory::apply(const recorded& happened) {
  const auto& entry = happened.entry;
  if (const auto* body = std::get_if<user::event>(&entry.body))
    std::visit(directory_change{people, {entry.stream.key}, entry.time}, *body);
}

} // namespace switchboard::projections
