#pragma once

#include "transport/api/ports.hpp"
#include "transport/api/refusals.hpp"
#include "transport/http/json_body.hpp"
#include "transport/http/route.hpp"

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace switchboard::api {

/// One call of a client on its way to its answer: who asks for what, and the duty to answer. It is
/// handed from step to step, by value and across threads; what one step refuses is answered right
/// there, and then the steps after it do not happen.
class errand {
public:
  errand(const ports& by, http::request asked, http::responder answer)
      : shared_{std::make_shared<const contents>(by, std::move(asked), std::move(answer))} {}

  const http::request& asked() const { return shared_->asked; }
  const ports& by() const { return shared_->by; }
  user_id caller() const { return {asked().caller.user_id}; }
  timestamp now() const { return by().time->now(); }
  /// Where the request comes from, for lists of sessions and limits on guessing.
  client from() const;

  /// What the client calls this request, so that it can be sent again without being done again;
  /// empty if it gave it no name.
  std::string key() const { return std::string{asked().header("idempotency-key")}; }

  /// The key, or an id that no other command has.
  std::string command_id() const;

  void answer(http::response told) const { shared_->answer(std::move(told)); }
  template <described View>
  void answer(unsigned status, const View& view) const {
    answer(http::json_response(status, json::to_text(view)));
  }

  /// Sends a command of the caller; `then` gets the entity's reply once its events are durable.
  template <class Reply, class Then>
  void command(const stream_id& to, switchboard::command what, Then then) const {
    send<Reply>(to, std::move(what), command_id(), std::move(then));
  }
  /// Asks for what is, and changes nothing.
  template <class Reply, class Then>
  void question(const stream_id& to, switchboard::command what, Then then) const {
    send<Reply>(to, std::move(what), {}, std::move(then));
  }
  /// Sends a command of this user, whose outcome the next step looks at itself.
  template <class Then>
  void send_as(const user_id& who, const stream_id& to, switchboard::command what, std::string id,
               Then then) const {
    auto asked = request_of(who, to, std::move(what), std::move(id));
    asked.answer = [self = *this, then = std::move(then)](const outcome& came) {
      self.guarded([&] { then(came); });
    };
    by().ask(std::move(asked));
  }

  /// Goes on if the caller may call and write to this person, if there is one to ask about.
  void unless_out_of_reach(const std::optional<user_id>& person, std::function<void()> then) const;
  /// Goes on if the caller may make all of these people members of a group.
  void unless_one_stays_out(std::vector<user_id> people, std::function<void()> then) const;
  /// Whether the client's key is new to this command of the caller. What has been done before is
  /// answered as it was then, whatever may stand in its way by now; what the key is not for, the
  /// command itself is told.
  bool is_new(const stream_id& to, switchboard::command what) const;

  /// Looks at what has happened, up to everything that was acknowledged before this call: whoever
  /// has changed something sees it.
  template <class Then>
  void look_back(Then then) const {
    by().past->when_at(by().log->head(), [self = *this, then = std::move(then)] {
      self.guarded([&] { then(*self.by().past); });
    });
  }

  /// Takes a reply of the accounts; `then` gets its value.
  template <class Value, class Then>
  on_reply<Value> reply(Then then) const {
    return [self = *this, then = std::move(then)](account_reply<Value> came) {
      self.guarded([&] {
        if (const auto* refused = std::get_if<refusal>(&came)) return self.refuse(*refused);
        then(std::get<Value>(std::move(came)));
      });
    };
  }

  void refuse(const refusal& refused) const;

  /// Runs a step on a thread that must not see exceptions: what it throws becomes the answer.
  template <class Step>
  void guarded(const Step& step) const {
    try {
      step();
    } catch (const std::exception& failure) {
      fail(failure.what());
    }
  }

private:
  struct contents {
    contents(const ports& with, http::request request, http::responder responder)
        : by{with}, asked{std::move(request)}, answer{std::move(responder)} {}

    const ports& by;
    http::request asked;
    http::responder answer;
  };

  switchboard::request request_of(const user_id& who, const stream_id& to,
                                  switchboard::command what, std::string id) const;

  template <class Reply, class Then>
  void send(const stream_id& to, switchboard::command what, std::string id, Then then) const {
    send_as(caller(), to, std::move(what), std::move(id),
            [self = *this, then = std::move(then)](const outcome& came) {
              if (const auto* refused = std::get_if<rejection>(&came))
                return self.answer(problem_of(*refused));
              then(std::get<Reply>(std::get<switchboard::reply>(came)));
            });
  }

  void fail(std::string_view why) const;

  std::shared_ptr<const contents> shared_;
};

} // namespace switchboard::api
