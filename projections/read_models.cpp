#include "projections/read_models.hpp"

#include "projections/read_models_implementation.hpp"
#include "projections/tallies.hpp"

#include <utility>

namespace switchboard::projections {

namespace {

/// An overview is one frame, which has to fit a socket's queue.
constexpr std::size_t queues_at_a_glance = 100;

} // namespace

read_models::read_models(event_log& log, const data_folder& folder, options how)
    : implementation_{
        std::make_unique<implementation>(log, folder.path() / "projections.db", std::move(how))} {}

read_models::~read_models() = default;

std::uint64_t read_models::position() const { return implementation_->mark.position(); }

void read_models::when_at(std::uint64_t position, std::function<void()> done) const {
  implementation_->mark.when_at(position, std::move(done));
}

projections::overview read_models::overview() const {
  static const std::string tallied = "SELECT count FROM tallies WHERE what = ?";
  static const std::string present = "SELECT count(*) FROM presences WHERE status <> 'offline'";
  // The condition of the index, so that it is the index that is counted.
  static const std::string live =
      "SELECT count(*) FROM calls WHERE status <> 'ended' AND status = ?";

  projections::overview all;
  all.position = position();
  all.events_per_second = implementation_->meter.per_second(event_meter::clock::now());
  all.queue_count = static_cast<std::int64_t>(queue_count());
  all.queues = queues("", queues_at_a_glance);
  implementation_->from.ask([&](reader& on) {
    all.people = on.integer(tallied, tallies::of_people);
    all.messages = on.integer(tallied, tallies::of_messages);
    all.calls = on.integer(tallied, tallies::of_calls);
    all.people_present = on.integer(present);
    all.calls_ringing = on.integer(live, std::string_view{"ringing"});
    all.calls_active = on.integer(live, std::string_view{"active"});
  });
  return all;
}

} // namespace switchboard::projections
