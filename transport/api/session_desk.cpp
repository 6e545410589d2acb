#include "transport/api/session_desk.hpp"

#include <utility>

namespace switchboard::api {

namespace {

/// The command is about a session whose id is new, so it needs no other name.
std::string command_about(std::string_view what, const session_id& session, timestamp until) {
  return std::string{what} + '-' + session.value + '-' + std::to_string(until.ms);
}

} // namespace

void session_desk::welcome(const errand& of, unsigned status, signed_in fresh) {
  for (const auto& each : fresh.displaced)
    end(of, each, revoke_reason::replaced, [] {});
  open(of, status, std::make_shared<signed_in>(std::move(fresh)));
}

void session_desk::open(const errand& of, unsigned status, std::shared_ptr<signed_in> fresh) {
  const auto& session = fresh->session;
  of.send_as(session.user, stream_of(session.user),
             user::open_session{session.id, session.expires_at},
             command_about("open", session.id, session.expires_at),
             [of, status, fresh](const outcome& came) {
               const auto* refused = std::get_if<rejection>(&came);
               if (!refused) return answer(of, status, fresh);
               of.by().accounts->end_session(fresh->session.id, fresh->session.user,
                                             [](const account_reply<bool>&) {});
               of.answer(problem_of(*refused));
             });
}

void session_desk::prolong(const errand& of, signed_in fresh) {
  const auto kept = std::make_shared<signed_in>(std::move(fresh));
  const auto& session = kept->session;
  of.send_as(
      session.user, stream_of(session.user), user::refresh_session{session.id, session.expires_at},
      command_about("refresh", session.id, session.expires_at), [of, kept](const outcome& came) {
        const auto* refused = std::get_if<rejection>(&came);
        if (!refused) return answer(of, 200, kept);
        // A crash may have come between the store's word and the log's.
        if (refused->code == reject_code::unknown_session) return open(of, 200, kept);
        of.answer(problem_of(*refused));
      });
}

void session_desk::answer(const errand& of, unsigned status, std::shared_ptr<signed_in> fresh) {
  of.question<user::reply>(
      stream_of(fresh->session.user), user::look{}, [of, status, fresh](const user::reply& found) {
        of.by().people->info("tokens_given", {{"user", fresh->session.user.value},
                                           {"session", fresh->session.id.value},
                                           {"address", of.asked().remote_address},
                                           {"request", of.asked().id}});
        of.answer(status,
                  signed_in_view{view_of(*found.state, seen_by::owner), fresh->token,
                                 std::string{fresh->refresh_token.view()}, fresh->expires_in_s});
      });
}

void session_desk::end(const errand& of, const ended_session& over, revoke_reason why,
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

} // namespace switchboard::api
