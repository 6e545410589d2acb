#include "bench/load/calls.hpp"
#include "bench/load/clock.hpp"
#include "bench/load/crowd.hpp"
#include "bench/load/field_text.hpp"
#include "bench/load/meter.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace switchboard::load {

namespace {

constexpr std::size_t at_once = 256;

/// Two people whose seats stand beside each other, the caller first.
struct pair {
  std::int64_t invited_at_ns = 0;
  bool caller_knows_end = false;
  bool callee_knows_end = false;
};

class calling {
public:
  calling(crowd& all, std::size_t pairs) : all_{all}, pairs_(pairs) {
    all_.heard = [this](seat& hearing, std::string_view text) { hear(hearing, text); };
  }

  void begin() {
    for (std::size_t i = 0; i < pairs_.size(); ++i)
      invite(i);
  }

  void forget_figures() {
    accepted.clear();
    refused = 0;
  }

  histogram accepted;
  std::size_t refused = 0;

private:
  seat& caller(std::size_t index) { return *all_.people()[2 * index]; }

  void invite(std::size_t index) {
    pairs_[index] = {now_ns(), false, false};
    caller(index).send(R"({"type":"call_invitation","target_user_id":")"
                       + all_.people()[2 * index + 1]->name + R"(","call_type":"audio"})");
  }

  void hear(seat& hearing, std::string_view text) {
    const auto index = hearing.person / 2;
    const bool is_caller = hearing.person % 2 == 0;
    auto& here = pairs_[index];
    const auto type = field_text(text, "type");
    const auto about_call = [&](const char* what) {
      return R"({"type":")" + std::string{what} + R"(","call_id":")"
             + std::string{field_text(text, "call_id")} + R"("})";
    };
    if (type == "call_invitation") return hearing.send(about_call("call_accept"));
    if (type == "call_accepted" && is_caller) {
      accepted.add(now_ns() - here.invited_at_ns);
      return hearing.send(about_call("call_end"));
    }
    if (type == "call_ended") (is_caller ? here.caller_knows_end : here.callee_knows_end) = true;
    // Whoever ended the last call may be told so before the server knows that they are free again.
    const bool is_refused = is_caller && (type == "error" || type == "call_busy");
    if (is_refused) ++refused;
    if (is_refused || (here.caller_knows_end && here.callee_knows_end)) invite(index);
  }

  crowd& all_;
  std::vector<pair> pairs_;
};

std::chrono::nanoseconds as_time(double seconds) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double>{seconds});
}

} // namespace

nlohmann::ordered_json make_calls(const subject& server, const call_options& with) {
  event_loop loop;
  crowd all{loop, server.tokens(), 2 * with.pairs};
  all.connect(server.port(), at_once);
  calling made{all, with.pairs};
  made.begin();
  loop.run_for(as_time(with.warm_up_s));
  made.forget_figures();
  meter spent{server.id()};
  loop.run_for(as_time(with.measured_s));
  spent.stop();
  const auto calls = static_cast<double>(made.accepted.count());
  return {{"durability", "disk: each step of a call is told after fdatasync"},
          {"pairs", with.pairs},
          {"loop", "closed"},
          {"calls_per_s", calls / spent.seconds()},
          {"refused", made.refused},
          {"server_us_a_call", spent.server_ns() / 1e3 / calls},
          {"server_share", spent.server_share()},
          {"generator_share", spent.own_share()},
          {"start_to_accepted", summary_of(made.accepted)}};
}

} // namespace switchboard::load
