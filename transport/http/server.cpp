#include "transport/http/server.hpp"

#include "events/json.hpp"
#include "transport/http/session.hpp"

#include <algorithm>
#include <latch>
#include <utility>

namespace switchboard::http {

namespace {

/// What takes long to read waits for one thread, which steps back for those that relay calls.
const threads::worker_pool_options reading_aside{
    .name = "bodies", .threads = 1, .queue_bound = 256, .nice = 5};

/// So many of those who are too many are told so before they go.
constexpr std::size_t most_turned_away = 256;
constexpr std::size_t most_turned_away_of_each = 16;

commons commons_of(settings with, application serving) {
  const auto limits = with.limits;
  const auto connections = with.max_connections;
  const auto of_each = with.max_connections_per_address;
  return {
      .settings = std::move(with),
      .app = std::move(serving),
      .connections = {connections, of_each},
      .turned_away = {most_turned_away, most_turned_away_of_each},
      .waiting_bodies = {limits.max_waiting_body_bytes, limits.max_waiting_body_bytes_per_address},
      .aside = {}};
}

} // namespace

server::server(settings with, application serving)
    : shared_{commons_of(std::move(with), std::move(serving))} {
  shared_.aside.emplace(reading_aside);
  add_health_routes();
  for (unsigned i = 0; i < std::max(shared_.settings.io_threads, 1u); ++i)
    threads_.push_back(std::make_unique<net::io_thread>());
  if (shared_.settings.listen) plain_listener_ = listen(*shared_.settings.listen, nullptr);
  if (const auto& secured = shared_.settings.listen_tls) {
    try {
      tls_.emplace(secured->certificate_file, secured->key_file);
    } catch (const std::runtime_error& unusable) {
      throw listen_error{unusable.what()};
    }
    tls_listener_ = listen(secured->address, &*tls_);
  }
}

server::~server() { stop(); }

std::unique_ptr<listener> server::listen(const listen_address& address,
                                         const net::tls_context* tls) {
  return std::make_unique<listener>(
      *threads_.front(), address, [this]() -> net::io_thread& { return next_thread(); },
      [this, tls](net::io_thread& thread, tcp::socket socket) {
        welcome(thread, std::move(socket), tls);
      });
}

void server::start() {
  for (const auto& each : threads_)
    each->start();
  threads_.front()->post([this] {
    if (plain_listener_) plain_listener_->accept();
    if (tls_listener_) tls_listener_->accept();
  });
}

/// On the first thread, as everything that accepts.
net::io_thread& server::next_thread() { return *threads_[turns_++ % threads_.size()]; }

void server::welcome(net::io_thread& thread, tcp::socket socket, const net::tls_context* tls) {
  boost::system::error_code gone;
  const auto peer = socket.remote_endpoint(gone);
  if (gone || connection_count() >= shared_.settings.max_connections) return; // Closes the socket.
  auto from = peer.address().to_string();
  auto place = shared_.connections.share_of(net::address_group(from));
  const bool is_welcome = shared_.settings.trusted_proxies.has(from) || place.grow(1);
  if (!is_welcome) {
    place = shared_.turned_away.share_of(net::address_group(from));
    if (!place.grow(1)) return;
  }
  thread.post([this, &thread, tls, is_welcome, from = std::move(from), place = std::move(place),
               socket = std::move(socket)]() mutable {
    const auto came =
        std::make_shared<session>(thread, net::byte_stream{std::move(socket), tls}, shared_,
                                  std::move(from), is_welcome, std::move(place));
    came->guarded([&] { came->start(); });
  });
}

std::size_t server::connection_count() const {
  std::size_t count = 0;
  for (const auto& each : threads_)
    count += each->session_count();
  return count;
}

// --- Health --------------------------------------------------------------------------------------

void server::add_health_routes() {
  route health;
  health.pattern = "/healthz";
  health.summary = "Whether the process lives";
  health.tag = "health";
  health.answers = {{200, "It does."}};
  health.handle = [](const request&, const responder& answer) {
    answer(json_response(200, R"({"status":"ok"})"));
  };
  route ready;
  ready.pattern = "/readyz";
  ready.summary = "Whether the server serves";
  ready.tag = "health";
  ready.answers = {{200, "It does."}, {503, "It does not, with the reason."}};
  ready.handle = [this](const request&, const responder& answer) { answer(readiness()); };
  shared_.app.routes.add(std::move(health));
  shared_.app.routes.add(std::move(ready));
}

response server::readiness() {
  auto reason = shared_.app.find_trouble();
  {
    const std::lock_guard lock{readiness_mutex_};
    if (!unready_reason_.empty()) reason = unready_reason_;
  }
  if (reason.empty()) return json_response(200, R"({"status":"ready"})");
  return problem{503, "not_ready", std::move(reason)};
}

void server::set_unready(std::string reason) {
  const std::lock_guard lock{readiness_mutex_};
  if (!is_draining_) unready_reason_ = std::move(reason);
}

// --- Ending --------------------------------------------------------------------------------------

bool server::drain(std::chrono::milliseconds limit_ms) {
  const auto until = std::chrono::steady_clock::now() + limit_ms;
  {
    const std::lock_guard lock{readiness_mutex_};
    unready_reason_ = "draining";
    is_draining_ = true;
  }
  std::latch told{static_cast<std::ptrdiff_t>(threads_.size())};
  threads_.front()->post([&] {
    close_listeners();
    // What was accepted before this is on its thread's queue before the word to drain is.
    for (const auto& each : threads_)
      each->post([&, &thread = *each] {
        thread.drain_sessions();
        told.count_down();
      });
  });
  told.wait();
  return std::ranges::all_of(threads_, [&](const auto& each) { return each->await_empty(until); });
}

void server::close_listeners() {
  if (plain_listener_) plain_listener_->close();
  if (tls_listener_) tls_listener_->close();
}

void server::stop() {
  threads_.front()->post([this] { close_listeners(); });
  for (const auto& each : threads_)
    each->stop();
  shared_.aside.reset();
}

} // namespace switchboard::http
