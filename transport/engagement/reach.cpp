#include "transport/engagement/reach.hpp"

#include "actors/user/lookup.hpp"

#include <algorithm>
#include <utility>

namespace switchboard {

namespace {

rejection refuse_reach() { return {reject_code::not_reachable, "This person cannot be reached."}; }

rejection refuse_until_asked() {
  return {reject_code::not_reachable,
          "This person is asked first: send a contact request, and wait until it is accepted."};
}

bool share_group(const user::state& one, const user::state& other) {
  return std::ranges::any_of(one.rooms, [&](const room_id& each) {
    return !pair_of(each) && user::contains(other.rooms, each);
  });
}

} // namespace

void reach::to_write(const user_id& who, const user_id& whom,
                     std::function<void(verdict)> then) const {
  if (policy_ == contact_policy::anybody) return then(std::nullopt);
  look_at(whom, who, [self = *this, who, then = std::move(then)](auto found) {
    if (auto* refused = std::get_if<rejection>(&found)) return then(std::move(*refused));
    self.judge(who, std::get<person>(found), then);
  });
}

void reach::to_add(const user_id& who, const user_id& whom,
                   std::function<void(verdict)> then) const {
  look_at(whom, who, [self = *this, who, then = std::move(then)](auto found) {
    if (auto* refused = std::get_if<rejection>(&found)) return then(std::move(*refused));
    const auto& other = std::get<person>(found);
    if (user::contains(other->blocked, who)) return then(refuse_reach());
    self.judge(who, other, then);
  });
}

void reach::judge(const user_id& who, person whom, std::function<void(verdict)> then) const {
  if (policy_ == contact_policy::anybody || user::contains(whom->contacts, who))
    return then(std::nullopt);
  if (policy_ == contact_policy::asked_first) return then(refuse_until_asked());
  look_at(who, who, [whom, then = std::move(then)](auto found) {
    if (auto* refused = std::get_if<rejection>(&found)) return then(std::move(*refused));
    const auto& self = std::get<person>(found);
    const bool is_known = share_group(*self, *whom) || user::contains(self->contacts, whom->id);
    then(is_known ? std::nullopt : std::optional{refuse_until_asked()});
  });
}

void reach::look_at(const user_id& whom, const user_id& asker,
                    std::function<void(std::variant<person, rejection>)> then) const {
  request question;
  question.to = stream_of(whom);
  question.body = user::command{user::look{}};
  question.actor = "user/" + asker.value;
  question.answer = [then = std::move(then)](const outcome& told) {
    if (const auto* refused = std::get_if<rejection>(&told)) return then(*refused);
    then(std::get<user::reply>(std::get<reply>(told)).state);
  };
  ask_(std::move(question));
}

} // namespace switchboard
