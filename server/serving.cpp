#include "server/serving.hpp"

#include "server/gateway_parts.hpp"
#include "server/options.hpp"
#include "server/web_folder.hpp"
#include "threads/guard.hpp"
#include "transport/api/note_desk.hpp"
#include "transport/api/registrar.hpp"
#include "transport/api/routes.hpp"
#include "transport/api/static_files.hpp"

#include <chrono>
#include <future>
#include <utility>

namespace switchboard::server {

namespace {

/// A registration or a change of an account that is so old has been cut off on its way into the
/// log; a younger one may be on it.
constexpr std::int64_t registration_limit_ms = 60'000;

const char* word_of(threads::failure_kind kind) {
  switch (kind) {
  case threads::failure_kind::entity:
    return "entity_made_anew";
  case threads::failure_kind::follower:
    return "follower_failed";
  case threads::failure_kind::boundary:
    break;
  }
  return "failed";
}

} // namespace

serving::told_failures::told_failures(people_log& people) {
  threads::failures().tell([&people](const threads::failure& each) {
    people.error(word_of(each.kind),
                 {{"where", each.where},
                  {"about", each.about},
                  {"cause", each.why},
                  {"untold", each.untold > 0 ? std::to_string(each.untold) : std::string{}}});
  });
}

serving::told_failures::~told_failures() { threads::failures().tell({}); }

serving::serving(const config::settings& all, people_log& people)
    : all_{all},
      people_{people},
      failures_told_{people},
      budgets_{budgets_of(all)},
      core_{std::make_unique<core>(all, people)} {
  auto& ports = core_->ports();
  inquiries_ = std::make_unique<log_desk>(core_->log(), tools::stays_beside(all.server.data),
                                          *ports.time, people_);
  ports.inquire = [this](api::inquiry asked, log_desk::on_answer done) {
    inquiries_->take(std::move(asked), std::move(done));
  };
  open_mail();
  door_ = std::make_unique<api::doorkeeper>(ports);
  sockets_ = std::make_unique<gateway>(core_->log(),
                                       gateway_ports_of(ports, *door_, core_->signals(), budgets_),
                                       gateway_options_of(all_, core_->options()));
  ports.close_sockets = [this](const session_id& ended) { sockets_->end_session(ended); };
  front_ = std::make_unique<http::server>(http_settings_of(all_), make_application());
  narrator_ = std::make_unique<event_narrator>(core_->log(), people_);
  leftovers_settled_at_ = ports.time->now();
  // Before anybody asks: whoever was cut off by a crash will try again, and must find the name free
  // or their own.
  std::promise<void> settled;
  api::registrar{ports}.settle_leftovers(leftovers_settled_at_, [&] { settled.set_value(); });
  settled.get_future().wait();
  api::note_desk{ports}.tell_leftovers(leftovers_settled_at_);
  sockets_->start();
  front_->start();
  await_read_models();
}

serving::~serving() {
  front_->stop();
  sockets_->stop();
  narrator_.reset();
  inquiries_.reset();
  core_.reset();
}

/// Until they know what is in the log now, answers from them may lack what somebody has already
/// been told is done.
void serving::await_read_models() {
  front_->set_unready("the read models do not know the whole log yet");
  core_->ports().past->when_at(core_->log().head(), [this] { front_->set_unready({}); });
}

http::application serving::make_application() {
  http::application app;
  app.authenticate = [this](const http::request& asked, http::access who,
                            http::auth_responder answer) {
    door_->authenticate(asked, who, std::move(answer));
  };
  app.on_exchange = [this](const http::exchange_record& done) {
    metrics_.count(done);
    const auto level = done.status >= 500 ? log_level::warn : log_level::debug;
    if (!people_.is_on(level)) return;
    people_.write(level, "exchange",
                  {{"method", done.method},
                   {"route", std::string{done.route}},
                   {"status", std::to_string(done.status)},
                   {"address", done.remote_address},
                   {"request", done.request_id},
                   {"duration_us", std::to_string(done.duration.count())}});
  };
  app.find_trouble = [] { return threads::failures().trouble(); };
  app.on_fault = [this](std::string_view what) {
    people_.error("fault", {{"cause", std::string{what}}});
  };
  app.budgets = budgets_;
  api::add_routes(app.routes, core_->ports());
  sockets_->add_routes(app.routes);
  if (all_.server.metrics) {
    measure();
    api::add_metrics_route(app.routes, metrics_);
  }
  if (const auto web = find_web_folder(all_.server.web)) {
    api::add_static_files(app.routes, "/", *web / "app");
    api::add_static_files(app.routes, "/client/", *web / "client");
  }
  return app;
}

void serving::measure() {
  const auto add = [this](const char* name, const char* doc, auto read) {
    metrics_.add_gauge(name, doc, [read] { return static_cast<double>(read()); });
  };
  const auto& ports = core_->ports();
  add("connections", "Open connections, HTTP and WebSocket.",
      [this] { return front_->connection_count(); });
  add("sockets", "Open WebSockets.", [this] { return sockets_->connection_count(); });
  add("entities_awake", "Users, rooms and queues in memory.",
      [this] { return core_->entities().awake(); });
  add("log_position", "The last event of the log.", [&ports] { return ports.log->head(); });
  add("reactions_settled_position", "All events up to it have had their reactions.",
      [this] { return core_->entities().settled_up_to(); });
  add("read_models_position", "How much of the log the read models know.",
      [&ports] { return ports.past->position(); });
  using threads::failure_kind;
  const auto add_failures = [this](const char* name, const char* doc, const char* label,
                                   failure_kind kind) {
    metrics_.add_counters(name, doc, label, [kind] { return threads::failures().counts_of(kind); });
  };
  add_failures("entity_restarts_total", "Users, rooms and queues that threw and were made anew.",
               "kind", failure_kind::entity);
  add_failures("follower_failures_total", "What those who follow the log could not do at once.",
               "name", failure_kind::follower);
  add_failures("guarded_failures_total", "What threw at a boundary and went no further.",
               "boundary", failure_kind::boundary);
  if (!letters_) return;
  add("mails_waiting", "Letters that the mail server has not taken yet.",
      [this] { return letters_->waiting(); });
  add("mails_sent", "Letters that the mail server has taken since the start.",
      [this] { return letters_->sent(); });
  add("mails_given_up", "Letters that it would not take, or not in time, since the start.",
      [this] { return letters_->given_up(); });
}

void serving::tend() {
  // What could not be done now is there to be done the next time.
  threads::guarded("ended tokens", [&] { sockets_->end_tokens(core_->ports().time->now()); });
  threads::guarded("expired sessions", [&] { end_expired_sessions(); });
  threads::guarded("what was cut off", [&] { settle_leftovers(); });
}

/// Mail has a thread of its own: nobody who asked for a letter waits for the mail server.
void serving::open_mail() {
  auto chosen = smtp_options_of(all_);
  if (!chosen) return;
  const auto sender = std::make_shared<const mail::smtp_sender>(*std::move(chosen));
  letters_ = std::make_unique<mail::mail_queue>(
      mail::mail_queue::options{.max_waiting = static_cast<std::size_t>(all_.mail.queue),
                                .max_attempts = static_cast<std::size_t>(all_.mail.attempts)},
      [sender](const mail::letter& each, const std::atomic<bool>& is_stopping) {
        return sender->send(each, is_stopping);
      },
      [this](const mail::letter& each, const mail::attempt& last, std::size_t attempts) {
        const bool is_sent = last.verdict == mail::verdict::sent;
        people_.write(
            is_sent ? log_level::info : log_level::error, is_sent ? "mail_sent" : "mail_given_up",
            {{"mail", each.id}, {"attempts", std::to_string(attempts)}, {"cause", last.cause}});
      });
  core_->ports().post = [this](mail::letter written) { return letters_->post(std::move(written)); };
}

void serving::settle_leftovers() {
  const auto now = core_->ports().time->now();
  if (now - leftovers_settled_at_ < registration_limit_ms) return;
  leftovers_settled_at_ = now;
  const timestamp cut_off_before{now.ms - registration_limit_ms};
  api::registrar{core_->ports()}.settle_leftovers(cut_off_before, [] {});
  api::note_desk{core_->ports()}.tell_leftovers(cut_off_before);
}

/// The users' entities know themselves when a session expires; the sockets must be told.
void serving::end_expired_sessions() {
  const auto& ports = core_->ports();
  const auto now = ports.time->now();
  const auto expired = ports.accounts->expire_due(now);
  for (const auto& each : expired) {
    people_.info("session_expired", {{"user", each.user.value}, {"session", each.id.value}});
    ports.close_sockets(each.id);
  }
  if (!expired.empty()) ports.accounts->forget_expired(now, [](const account_reply<bool>&) {});
}

void serving::drain() {
  const std::chrono::milliseconds limit_ms{all_.deadlines.drain_ms};
  people_.info("draining", {{"connections", std::to_string(front_->connection_count())},
                            {"limit_ms", std::to_string(limit_ms.count())}});
  const bool was_in_time = front_->drain(limit_ms);
  people_.info("stopped", {{"in_time", was_in_time ? "yes" : "no"}});
}

} // namespace switchboard::server
