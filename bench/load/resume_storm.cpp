#include "bench/load/clock.hpp"
#include "bench/load/crowd.hpp"
#include "bench/load/field_text.hpp"
#include "bench/load/meter.hpp"
#include "bench/load/stamp.hpp"
#include "bench/load/storms.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <string>
#include <utility>
#include <vector>

namespace switchboard::load {

namespace {

constexpr std::chrono::seconds writing_time{2};
constexpr std::chrono::seconds arrival_limit{30};

/// Durable messages from each person to their neighbour, and what became of each.
class letters {
public:
  letters(event_loop& loop, crowd& all, double messages_per_s)
      : loop_{loop}, all_{all}, interval_ns_{static_cast<double>(ns_of_s) / messages_per_s} {
    all_.heard = [this](seat& hearing, std::string_view text) { hear(hearing, text); };
  }

  void write_for(std::chrono::seconds time) {
    due_ns_ = static_cast<double>(now_ns());
    loop_.set_task([this](std::int64_t now) { return write_due(now); });
    loop_.run_for(time);
    loop_.set_task({});
  }

  std::size_t sent() const { return fates_.size(); }
  std::size_t acknowledged() const { return acknowledged_; }
  std::size_t missing() const { return missing_; }
  std::size_t repeated() const { return repeated_; }

private:
  struct fate {
    bool is_acknowledged = false;
    bool has_come = false;
  };

  std::int64_t write_due(std::int64_t now) {
    for (; due_ns_ <= static_cast<double>(now); due_ns_ += interval_ns_)
      write();
    return static_cast<std::int64_t>(due_ns_);
  }

  void write() {
    auto& people = all_.people();
    const auto number = static_cast<std::uint32_t>(fates_.size());
    fates_.emplace_back();
    people[number % people.size()]->send(
        R"({"type":"message","id":"m)" + std::to_string(number) + R"(","to":")"
        + people[(number + 1) % people.size()]->name + R"(","content":")"
        + stamped({number, now_ns()}, least_stamped_bytes) + R"("})");
  }

  /// Whoever wrote a letter is told of it too when they were not there for the acknowledgement.
  void hear(const seat& hearing, std::string_view text) {
    auto rest = text;
    if (const auto on = take_stamp(rest)) {
      const bool is_writer = hearing.person == on->number % all_.people().size();
      return is_writer ? note_acknowledgement(on->number) : note_arrival(fates_.at(on->number));
    }
    const auto re = field_text(text, "re");
    if (!is_of_type(text, "ack") || re.empty()) return;
    std::uint32_t number = 0;
    std::from_chars(re.data() + 1, re.data() + re.size(), number);
    note_acknowledgement(number);
  }

  void note_acknowledgement(std::uint32_t number) {
    auto& of = fates_.at(number);
    if (std::exchange(of.is_acknowledged, true)) return;
    ++acknowledged_;
    if (!of.has_come) ++missing_;
  }

  void note_arrival(fate& of) {
    if (std::exchange(of.has_come, true)) {
      ++repeated_;
      return;
    }
    if (of.is_acknowledged) --missing_;
  }

  event_loop& loop_;
  crowd& all_;
  const double interval_ns_;
  double due_ns_ = 0;
  std::vector<fate> fates_;
  std::size_t acknowledged_ = 0;
  /// Acknowledged, and not there yet.
  std::size_t missing_ = 0;
  std::size_t repeated_ = 0;
};

} // namespace

nlohmann::ordered_json resume_storm(subject& server, const storm_options& with) {
  event_loop loop;
  crowd all{loop, server.tokens(), with.people};
  all.connect(server.port(), with.at_once);
  letters written{loop, all, with.messages_per_s};
  written.write_for(writing_time);

  const auto died_ns = now_ns();
  server.kill();
  all.drop();
  server.start_again();
  const auto ready_ns = now_ns();
  meter spent{server.id()};
  const auto took = all.connect(server.port(), with.at_once);
  loop.run_until([&] { return written.missing() == 0; }, arrival_limit,
                 "messages that were acknowledged before the server died");
  spent.stop();
  const auto live_ns = now_ns();

  const auto in_s = [](std::int64_t ns) { return static_cast<double>(ns) / ns_of_s; };
  return {{"durability", "disk: acknowledged and delivered after fdatasync"},
          {"people", with.people},
          {"at_once", with.at_once},
          {"ready_after_death_s", in_s(ready_ns - died_ns)},
          {"all_live_after_ready_s", in_s(live_ns - ready_ns)},
          {"all_live_after_death_s", in_s(live_ns - died_ns)},
          {"resumed", all.resumed()},
          {"messages_sent", written.sent()},
          {"messages_acknowledged", written.acknowledged()},
          {"messages_lost", written.missing()},
          {"messages_twice", written.repeated()},
          {"server_us_a_connection", spent.server_ns() / 1e3 / static_cast<double>(with.people)},
          {"server_share", spent.server_share()},
          {"generator_share", spent.own_share()},
          {"took", summary_of(took)}};
}

} // namespace switchboard::load
