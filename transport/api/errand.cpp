#include "transport/api/errand.hpp"

#include "actors/fingerprint.hpp"
#include "transport/accounts/secret.hpp"

namespace switchboard::api {

client errand::from() const {
  return {asked().remote_address, std::string{asked().header("user-agent")}};
}

std::string errand::command_id() const {
  auto given = key();
  return given.empty() ? random_uuid() : given;
}

void errand::unless_out_of_reach(const std::optional<user_id>& person,
                                 std::function<void()> then) const {
  if (!person) return then();
  reach{by().ask, by().contacts}.to_write(
      caller(), *person, [self = *this, then = std::move(then)](const reach::verdict& refused) {
        self.guarded([&] {
          if (refused) return self.answer(problem_of(*refused));
          then();
        });
      });
}

void errand::unless_one_stays_out(std::vector<user_id> people, std::function<void()> then) const {
  std::erase(people, caller());
  if (people.empty()) return then();
  const auto next = std::move(people.back());
  people.pop_back();
  reach{by().ask, by().contacts}.to_add(caller(), next,
                                        [self = *this, people = std::move(people),
                                         then = std::move(then)](const reach::verdict& refused) {
                                          self.guarded([&] {
                                            if (refused) return self.answer(problem_of(*refused));
                                            self.unless_one_stays_out(people, then);
                                          });
                                        });
}

switchboard::request errand::request_of(const user_id& who, const stream_id& to,
                                        switchboard::command what, std::string id) const {
  const bool is_named = !id.empty() && id == key();
  const auto fingerprint = is_named ? fingerprint_of(to, what) : 0;
  return {to, std::move(what), std::move(id), {}, {}, "user/" + who.value, {}, fingerprint};
}

bool errand::is_new(const stream_id& to, switchboard::command what) const {
  return key().empty()
         || by().recall(request_of(caller(), to, std::move(what), key())) == key_standing::fresh;
}

void errand::refuse(const refusal& refused) const {
  if (!refused.cause.empty())
    by().people->error("accounts_failed", {{"request", asked().id}, {"cause", refused.cause}});
  answer(problem_of(refused));
}

void errand::fail(std::string_view why) const {
  by().people->error(
      "request_failed",
      {{"request", asked().id}, {"user", asked().caller.user_id}, {"cause", std::string{why}}});
  answer(http::problem{500, "internal_error", "The server failed at this."});
}

} // namespace switchboard::api
