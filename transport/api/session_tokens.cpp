#include "transport/api/session_tokens.hpp"

#include <atomic>
#include <memory>
#include <utility>

namespace switchboard::api {

namespace {

/// The command is about a session whose id is new, so it needs no other name.
std::string command_about(std::string_view what, const session_id& session, timestamp until) {
  return std::string{what} + '-' + session.value + '-' + std::to_string(until.ms);
}

void give_tokens(const errand& of, unsigned status, std::shared_ptr<signed_in> fresh) {
  of.look_back([of, status, fresh](const projections::read_models& past) {
    const auto& session = fresh->session;
    const auto person = past.find_person(session.user);
    if (!person) return of.answer(unknown_user());
    of.by().people->info("tokens_given", {{"user", session.user.value},
                                          {"session", session.id.value},
                                          {"address", of.asked().remote_address},
                                          {"request", of.asked().id}});
    const auto user = view_of(*person, past.presence_of(session.user), seen_by::owner);
    of.answer(status, signed_in_view{user, fresh->token, std::string{fresh->refresh_token.view()},
                                     fresh->expires_in_s});
  });
}

void open_session(const errand& of, unsigned status, std::shared_ptr<signed_in> fresh) {
  const auto& session = fresh->session;
  of.send_as(session.user, stream_of(session.user),
             user::open_session{session.id, session.expires_at},
             command_about("open", session.id, session.expires_at),
             [of, status, fresh](const outcome& came) {
               const auto* refused = std::get_if<rejection>(&came);
               if (!refused) return give_tokens(of, status, fresh);
               of.by().accounts->end_session(fresh->session.id, fresh->session.user,
                                             [](const account_reply<bool>&) {});
               of.answer(problem_of(*refused));
             });
}

} // namespace

void welcome(const errand& of, unsigned status, signed_in fresh) {
  for (const auto& each : fresh.displaced)
    conclude_session(of, each, revoke_reason::replaced, [] {});
  open_session(of, status, std::make_shared<signed_in>(std::move(fresh)));
}

void prolong(const errand& of, signed_in fresh) {
  const auto kept = std::make_shared<signed_in>(std::move(fresh));
  const auto& session = kept->session;
  of.send_as(
      session.user, stream_of(session.user), user::refresh_session{session.id, session.expires_at},
      command_about("refresh", session.id, session.expires_at), [of, kept](const outcome& came) {
        const auto* refused = std::get_if<rejection>(&came);
        if (!refused) return give_tokens(of, 200, kept);
        // A crash may have come between the store's word and the log's.
        if (refused->code == reject_code::unknown_session) return open_session(of, 200, kept);
        if (refused->code != reject_code::unavailable) return of.answer(problem_of(*refused));
        // The token that was shown is spent, so to refuse would end the session. That it lasts
        // longer now is told with the next refresh.
        give_tokens(of, 200, kept);
      });
}

void conclude_session(const errand& of, const ended_session& over, revoke_reason why,
                      std::function<void()> then) {
  of.by().close_sockets(over.id);
  of.send_as(of.caller().empty() ? over.user : of.caller(), stream_of(over.user),
             user::revoke_session{over.id, why}, "end-" + over.id.value,
             [of, over, then = std::move(then)](const outcome& came) {
               // The store has the last word on who may come in; the entity lets go of the session
               // at its expiry at the latest.
               if (const auto* refused = std::get_if<rejection>(&came))
                 of.by().people->warn("session_end_not_told", {{"user", over.user.value},
                                                               {"session", over.id.value},
                                                               {"cause", refused->message}});
               then();
             });
}

void conclude_sessions(const errand& of, const std::vector<ended_session>& over, revoke_reason why,
                       std::function<void()> then) {
  if (over.empty()) return then();
  const auto left = std::make_shared<std::atomic<std::size_t>>(over.size());
  for (const auto& each : over)
    conclude_session(of, each, why, [left, then] {
      if (--*left == 0) then();
    });
}

} // namespace switchboard::api
