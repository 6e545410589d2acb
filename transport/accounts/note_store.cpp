#include "transport/accounts/note_store.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

namespace switchboard {

void note_store::add_in(const account_note& made) {
  statement insert{in_, "INSERT INTO notes (note_id, user_id, actor, kind, subject, name, noted_at)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)"};
  insert.bind(made.id)
      .bind(made.user.value)
      .bind(made.actor)
      .bind(std::string_view{boost::describe::enum_to_string(made.kind, "")})
      .bind(made.subject)
      .bind(made.name)
      .bind(made.noted_at.ms)
      .step();
}

void note_store::forget(const std::string& note_id) {
  const auto lock = in_.lock();
  statement remove{in_, "DELETE FROM notes WHERE note_id = ?"};
  remove.bind(note_id).step();
}

std::vector<account_note> note_store::made_before(timestamp moment) const {
  const auto lock = in_.lock();
  statement query{in_, "SELECT note_id, user_id, actor, kind, subject, name, noted_at FROM notes"
                       " WHERE noted_at < ? ORDER BY noted_at, rowid"};
  query.bind(moment.ms);
  std::vector<account_note> all;
  while (query.step()) {
    account_note each{query.text(0), {query.text(1)}, query.text(2),    {},
                      query.text(4), query.text(5),   {query.number(6)}};
    if (boost::describe::enum_from_string(query.text(3).c_str(), each.kind))
      all.push_back(std::move(each));
  }
  return all;
}

} // namespace switchboard
