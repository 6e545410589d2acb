#include "bench/load/calls.hpp"
#include "bench/load/clock.hpp"
#include "bench/load/field_text.hpp"
#include "bench/load/http_client.hpp"
#include "bench/load/meter.hpp"
#include "bench/load/seat.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace switchboard::load {

namespace {

constexpr std::chrono::seconds queue_limit{120};

/// The two sides of one queue.
class reception {
public:
  reception(event_loop& loop, std::uint16_t port, const queue_options& with)
      : loop_{loop}, port_{port}, with_{with}, customers_{make_seats(1, with.people_a_side)} {
    for (std::size_t i = 0; i < with.at_once; ++i)
      clients_.push_back(std::make_unique<http_client>(loop, port));
  }

  void have_customers_wait() {
    come_all("customer", [this](std::size_t index, const std::string& call) {
      auto& customer = *customers_[index];
      customer.name = customer.place = call;
      customer.opened = [](seat& opened) {
        opened.send(R"({"type":"start_call","call_id":")" + opened.place + R"("})");
      };
      customer.heard = [this](seat&, std::string_view text) { hear(text); };
      customer.open(loop_, port_, {"/ws/call/" + call, ""});
    });
    loop_.run_until([this] { return waiting_ == with_.people_a_side; }, queue_limit,
                    "customers to wait");
  }

  void have_agents_come() {
    came_at_ns_.resize(with_.people_a_side);
    come_all("agent", [](std::size_t, const std::string&) {});
    loop_.run_until([this] { return matches.count() == with_.people_a_side; }, queue_limit,
                    "customers to be told of their match");
  }

  histogram matches;

private:
  using welcome = std::function<void(std::size_t, const std::string&)>;

  /// One after the other on each of the connections.
  void come_all(const std::string& type, const welcome& then) {
    next_ = 0;
    std::size_t answered = 0;
    std::function<void(http_client&)> come = [&](http_client& over) {
      const auto index = next_++;
      if (index >= with_.people_a_side) return;
      if (type == "agent") came_at_ns_[index] = now_ns();
      over.post("/api/calls/start", "",
                R"({"user_type":")" + type + R"(","user_name":"n)" + std::to_string(index)
                    + R"("})",
                [&, index](const http_answer& answer) {
                  if (answer.status != 200) throw std::runtime_error{answer.body};
                  ++answered;
                  then(index, std::string{field_text(answer.body, "call_id")});
                  come(over);
                });
    };
    for (const auto& each : clients_)
      come(*each);
    loop_.run_until([&] { return answered == with_.people_a_side; }, queue_limit,
                    type + "s to come");
  }

  void hear(std::string_view text) {
    const auto type = field_text(text, "type");
    if (type == "waiting") ++waiting_;
    if (type != "matched") return;
    const auto agent = field_text(text, "partner_name");
    std::size_t index = 0;
    std::from_chars(agent.data() + 1, agent.data() + agent.size(), index);
    matches.add(now_ns() - came_at_ns_.at(index));
  }

  event_loop& loop_;
  const std::uint16_t port_;
  const queue_options with_;
  seats customers_;
  std::vector<std::unique_ptr<http_client>> clients_;
  std::vector<std::int64_t> came_at_ns_;
  std::size_t next_ = 0;
  std::size_t waiting_ = 0;
};

} // namespace

nlohmann::ordered_json match_queue(const subject& server, const queue_options& with) {
  event_loop loop;
  reception desk{loop, server.port(), with};
  desk.have_customers_wait();
  meter spent{server.id()};
  desk.have_agents_come();
  spent.stop();
  const auto matches = static_cast<double>(desk.matches.count());
  return {{"durability", "disk: a match is told after fdatasync"},
          {"people_a_side", with.people_a_side},
          {"at_once", with.at_once},
          {"matches_per_s", matches / spent.seconds()},
          {"server_us_a_match", spent.server_ns() / 1e3 / matches},
          {"server_share", spent.server_share()},
          {"generator_share", spent.own_share()},
          {"coming_to_matched", summary_of(desk.matches)}};
}

} // namespace switchboard::load
