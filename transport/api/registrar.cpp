#include "transport/api/registrar.hpp"

#include "actors/fingerprint.hpp"
#include "actors/user/limits.hpp"
#include "transport/api/refusals.hpp"

#include <exception>
#include <utility>

namespace switchboard::api {

namespace {

std::string actor_of(const user_id& user) { return "user/" + user.value; }

std::uint64_t fingerprint_of_account(const user_id& user, const std::optional<std::string>& email,
                                     const std::string& full_name) {
  return fingerprint_of(stream_of(user),
                        user::command{user::register_account{{}, email, full_name, {}}});
}

} // namespace

void registrar::enroll(registration wanted, std::string full_name, std::string key,
                       on_enrolled done) const {
  if (full_name.size() > user::max_name_bytes)
    return done(http::problem{422, "too_long",
                              "A name may have at most " + std::to_string(user::max_name_bytes)
                                  + " bytes."});
  const auto write_down = [self = *this, full_name = std::move(full_name), key = std::move(key),
                           done](account_reply<reservation> came) {
    if (const auto* refused = std::get_if<refusal>(&came)) return done(problem_of(*refused));
    const auto made = std::get<reservation>(std::move(came));
    self.by_.ask({stream_of(made.user),
                  user::register_account{made.uuid, made.email, full_name, made.role},
                  key.empty() ? made.uuid : key,
                  {},
                  {},
                  actor_of(made.user),
                  [self, made, done](const outcome& verdict) {
                    const auto* refused = std::get_if<rejection>(&verdict);
                    if (!refused) return done(made);
                    // Only a definite no frees the name: the log may yet turn out to have the
                    // account.
                    if (refused->code != reject_code::unavailable)
                      self.by_.accounts->release(made.user, [](const account_reply<bool>&) {});
                    done(problem_of(*refused));
                  },
                  key.empty() ? 0 : fingerprint_of_account(made.user, made.email, full_name)});
  };
  by_.accounts->reserve(std::move(wanted), by_.time->now(), write_down);
}

key_standing registrar::standing_of(const user_id& user, const std::optional<std::string>& email,
                                    const std::string& full_name, const std::string& key) const {
  if (key.empty()) return key_standing::fresh;
  const auto begun = by_.log->read_stream(stream_of(user), 1, 1);
  if (begun.empty() || begun.front().entry.command_id != key
      || begun.front().entry.actor != actor_of(user))
    return key_standing::fresh;
  if (begun.front().entry.fingerprint != fingerprint_of_account(user, email, full_name))
    return key_standing::mismatched;
  for (const auto& each : by_.accounts->unconfirmed())
    if (each.user == user) by_.accounts->settle(each, true);
  return key_standing::repeated;
}

void registrar::settle_leftovers(timestamp reserved_before, std::function<void()> done) const {
  // Each settling holds on to this; the last one lets it go, and that is when all are done.
  const std::shared_ptr<const void> until_done{nullptr,
                                               [done = std::move(done)](const void*) { done(); }};
  for (const auto& each : by_.accounts->unconfirmed())
    if (each.reserved_at < reserved_before) settle(each, until_done);
}

void registrar::settle(const reservation& left_over, std::shared_ptr<const void> until_done) const {
  by_.ask({stream_of(left_over.user),
           user::look{},
           {},
           {},
           {},
           "node/" + by_.node,
           [self = *this, left_over, until_done = std::move(until_done)](const outcome& came) {
             const auto* refused = std::get_if<rejection>(&came);
             // When the log does not answer, it is for the next time.
             if (refused && refused->code == reject_code::unavailable) return;
             const auto* found =
                 refused ? nullptr : &std::get<user::reply>(std::get<reply>(came)).state->account;
             const bool is_ours = found && *found && (*found)->uuid == left_over.uuid;
             try {
               self.by_.accounts->settle(left_over, is_ours);
               self.by_.people->info("registration_settled",
                                     {{"user", left_over.user.value},
                                      {"outcome", is_ours ? "confirmed" : "released"}});
             } catch (const std::exception& failure) {
               self.by_.people->error("registration_not_settled",
                                      {{"user", left_over.user.value}, {"cause", failure.what()}});
             }
           }});
}

} // namespace switchboard::api
